package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Gate;
import dev.arobase.support.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that switches among ten providers by the prefix alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationUseTest {
  private final World world =
      World.plan()
          .builtIn("openai", "/v1", "OPENAI_API_KEY", "gpt-4o", "text-embedding-3-small")
          .builtIn("together", "/v1", "TOGETHER_API_KEY")
          .builtIn("anyscale", "/v1", "ANYSCALE_API_KEY")
          .builtIn("perplexity", "", "PERPLEXITY_API_KEY", "sonar")
          .builtIn("groq", "/openai/v1", "GROQ_API_KEY", "llama-3.1-8b-instant")
          .builtIn("mistral", "/v1", "MISTRAL_API_KEY")
          .builtIn("deepseek", "/v1", "DEEPSEEK_API_KEY", "deepseek-chat")
          .builtIn("xai", "/v1", "XAI_API_KEY")
          .builtIn("fireworks", "/inference/v1", "FIREWORKS_API_KEY")
          .builtIn("openrouter", "/api/v1", "OPENROUTER_API_KEY")
          .custom("custom")
          .start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({
    "openai, /openai/v1/chat/completions",
    "together, /together/v1/chat/completions",
    "anyscale, /anyscale/v1/chat/completions",
    "perplexity, /perplexity/chat/completions",
    "groq, /groq/openai/v1/chat/completions",
    "mistral, /mistral/v1/chat/completions",
    "deepseek, /deepseek/v1/chat/completions",
    "xai, /xai/v1/chat/completions",
    "fireworks, /fireworks/inference/v1/chat/completions",
    "openrouter, /openrouter/api/v1/chat/completions",
    "custom, /custom/v1/chat/completions"
  })
  void thePrefixAloneDecides(String provider, String target) {
    for (boolean stream : new boolean[] {false, true}) {
      world.reset();
      Verdicts.good(world.chat("@" + provider + "/same-model", stream), "hello from " + provider);
      assertThat(world.site(provider).only().target()).isEqualTo(target);
      assertThat(world.site(provider).only().bearer()).contains(World.keyOf(provider));
      assertThat(world.upstream().requestCount()).isEqualTo(1);
    }
  }

  @Test
  void allSamplingParametersAreForwardedAsWritten() {
    String body =
        """
        {"model":"@groq/llama-3.1-8b-instant","temperature":0.70,"top_p":1,"max_tokens":100,\
        "presence_penalty":-0.0,"frequency_penalty":5e-1,"stop":["a","b"],"seed":18446744073709551615,\
        "logit_bias":{"50256":-100},"n":1,"user":"u","logprobs":true,"top_logprobs":2,\
        "tools":[],"tool_choice":"auto","parallel_tool_calls":false,"messages":[]}\
        """;
    Verdicts.good(world.send(ClientRequest.chat(body)));
    assertThat(world.site("groq").only().text())
        .isEqualTo(body.replace("@groq/llama-3.1-8b-instant", "llama-3.1-8b-instant"));
  }

  @Test
  void citationsAndSearchResultsSurvive() {
    String body =
        """
        {"choices":[{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}],\
        "citations":["https://a.example"],"search_results":[{"title":"t","url":"https://a.example"}]}\
        """;
    world.site("perplexity").always(Answer.json(body));
    assertThat(world.chat("@perplexity/sonar").text()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"a\"", "[\"a\",\"b\"]", "[1,2,3]", "[\"a\"],\"encoding_format\":\"base64\""})
  void embeddingsOfEveryForm(String input) {
    String answer = "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":\"AACAPwAAAEA=\"}]}";
    world.site("openai").always(Answer.json(answer));
    ClientAnswer got =
        world.send(
            ClientRequest.post(
                "/v1/embeddings",
                "{\"model\":\"@openai/text-embedding-3-small\",\"input\":%s}".formatted(input)));
    assertThat(got.text()).isEqualTo(answer);
    assertThat(world.site("openai").only().text())
        .isEqualTo("{\"model\":\"text-embedding-3-small\",\"input\":%s}".formatted(input));
    assertThat(world.site("openai").only().target()).isEqualTo("/openai/v1/embeddings");
  }

  @Test
  void aStreamArrivesChunkByChunk() {
    Gate second = new Gate();
    Gate third = new Gate();
    world
        .site("openai")
        .always(
            Answer.stream(
                    Chat.role("m"),
                    Chat.content("m", "one "),
                    Chat.content("m", "two "),
                    Chat.content("m", "three"),
                    Chat.finish("m", "stop"),
                    Chat.done())
                .gateAt(3, third)
                .gateAt(2, second));
    try (ClientConnection client = world.begin(Gateway.chat("@openai/gpt-4o", true))) {
      assertThat(client.readUntil("one ")).isTrue();
      assertThat(client.soFar()).doesNotContain("two ");
      second.open();
      assertThat(client.readUntil("two ")).isTrue();
      assertThat(client.soFar()).doesNotContain("three");
      third.open();
      Verdicts.good(client.rest(), "one two three");
    }
  }

  @Test
  void aModelIsAskedForByNobody() {
    Verdicts.error(world.send(ClientRequest.chat("{\"messages\":[]}")), 400, "missing_model");
    assertThat(world.upstream().requestCount()).isZero();
  }
}
