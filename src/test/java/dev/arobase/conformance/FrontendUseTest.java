package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.ReceivedRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A web page that tags its requests with the provider it read from a list of models. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontendUseTest {
  private static final String AIROBOROS = "jondurbin/airoboros-l2-70b-gpt4-1.4.1";
  private static final String[] POPULAR = {
    "meta-llama/Meta-Llama-3.1-405B-Instruct",
    "meta-llama/Meta-Llama-3.1-70B-Instruct",
    "meta-llama/Meta-Llama-3.1-8B-Instruct",
    "meta-llama/Llama-3.3-70B-Instruct",
    "mistralai/Mixtral-8x7B-Instruct-v0.1",
    "mistralai/Mistral-7B-Instruct-v0.3",
    AIROBOROS,
    "microsoft/WizardLM-2-8x22B",
    "google/gemma-2-27b-it",
    "Qwen/Qwen2.5-72B-Instruct"
  };

  private final World world =
      World.plan()
          .builtIn("deepinfra", "/v1/openai", "DEEPINFRA_API_KEY", POPULAR)
          .builtIn("openai", "/v1", "OPENAI_API_KEY", "gpt-3.5-turbo", "gpt-4o")
          .builtIn("anthropic", "/v1", "ANTHROPIC_API_KEY", "claude-sonnet-4-20250514")
          .builtIn("xai", "/v1", "XAI_API_KEY", "grok-4")
          .builtIn("nebius", "/v1", "NEBIUS_API_KEY")
          .builtIn("cerebras", "/v1", "CEREBRAS_API_KEY")
          .start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private ClientAnswer post(String body) {
    return world.send(ClientRequest.chat(body).header("Authorization", "Bearer YOUR_API_KEY"));
  }

  @Test
  void theRequestAsItStands() {
    ClientAnswer answer =
        post(
            """
            {
              "model": "jondurbin/airoboros-l2-70b-gpt4-1.4.1",
              "provider": "portkey",
              "portkey_provider": "deepinfra",
              "messages": [{"role": "user", "content": "Introduce yourself in one sentence."}],
              "max_tokens": 100
            }\
            """);
    Verdicts.good(answer, "hello from deepinfra");
    ReceivedRequest received = world.site("deepinfra").only();
    assertThat(received.model()).isEqualTo(AIROBOROS);
    assertThat(received.bearer()).contains(World.keyOf("deepinfra"));
    assertThat(received.text()).doesNotContain("provider");
    assertThat(received.json().path("max_tokens").asInt()).isEqualTo(100);
    assertThat(received.target()).isEqualTo("/deepinfra/v1/openai/chat/completions");
    JsonNode json = answer.json();
    assertThat(json.path("object").asText()).isEqualTo("chat.completion");
    assertThat(json.path("model").asText()).isEqualTo(AIROBOROS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"@deepinfra/jondurbin/airoboros-l2-70b-gpt4-1.4.1\",\"provider\":\"portkey\","
            + "\"portkey_provider\":\"deepinfra\",\"messages\":[]}",
        "{\"model\":\"@deepinfra/jondurbin/airoboros-l2-70b-gpt4-1.4.1\",\"provider\":\"portkey\","
            + "\"messages\":[]}",
        "{\"model\":\"@DEEPINFRA/Jondurbin/Airoboros-L2-70B-GPT4-1.4.1\",\"messages\":[]}",
        "{\"model\":\"jondurbin/airoboros-l2-70b-gpt4-1.4.1\",\"provider\":\"portkey\","
            + "\"messages\":[]}"
      })
  void theSameWithPrefixWithoutTagInAnyCase(String body) {
    Verdicts.good(post(body), "hello from deepinfra");
    assertThat(world.site("deepinfra").only().text())
        .isEqualTo("{\"model\":\"" + AIROBOROS + "\",\"messages\":[]}");
  }

  @Test
  void theSameWithACommentInIt() {
    ClientAnswer answer =
        post(
            """
            {
              "model": "jondurbin/airoboros-l2-70b-gpt4-1.4.1",
              "provider": "portkey",
              // Missing portkey_provider!
              "messages": [
                {"role": "user", "content": "Hello!"}
              ]
            }\
            """);
    JsonNode error = Verdicts.error(answer, 400, "invalid_json");
    assertThat(error.path("message").asText()).containsIgnoringCase("line").contains("4");
    assertThat(world.upstream().requestCount()).isZero();
  }

  @Test
  void aVirtualKeyIsNeverForwarded() {
    Verdicts.good(
        post(
            """
            {"model":"gpt-3.5-turbo","provider":"portkey","portkey_provider":"openai",\
            "portkey_virtual_key":"your-virtual-key-id","messages":[]}\
            """));
    assertThat(world.site("openai").only().text()).doesNotContain("virtual");
  }

  @Test
  void theGuidesStream() {
    ClientAnswer answer =
        post(
            """
            {"model":"gpt-3.5-turbo","provider":"portkey","portkey_provider":"openai",\
            "messages":[{"role":"user","content":"Write a haiku about code"}],"stream":true}\
            """);
    Verdicts.good(answer, "hello from openai");
    assertThat(answer.header("content-type")).startsWith("text/event-stream");
    assertThat(answer.events().getFirst().json().at("/choices/0/delta/role").asText())
        .isEqualTo("assistant");
  }

  @Test
  void withoutTheKeysVariableItIsSaidWhichOne() {
    for (String body :
        List.of(
            "{\"model\":\"@novita/deepseek/deepseek-v3\",\"messages\":[]}",
            "{\"model\":\"deepseek/deepseek-v3\",\"portkey_provider\":\"novita\",\"messages\":[]}")) {
      JsonNode error = Verdicts.error(post(body), 400, "provider_not_configured");
      assertThat(error.path("message").asText()).contains("NOVITA_API_KEY");
    }
    assertThat(world.upstream().requestCount()).isZero();
  }

  static Stream<String> popular() {
    return Stream.of(POPULAR);
  }

  @ParameterizedTest
  @MethodSource("popular")
  void popularIdsArriveExactlyWhateverCaseTheyAreTypedIn(String model) {
    String lower = model.toLowerCase(Locale.ROOT);
    for (String typed :
        List.of(model, lower, "@deepinfra/" + lower, model.toUpperCase(Locale.ROOT))) {
      world.reset();
      Verdicts.good(
          post(
              "{\"model\":\"%s\",\"portkey_provider\":\"deepinfra\",\"messages\":[]}"
                  .formatted(typed)),
          "hello from deepinfra");
      assertThat(world.site("deepinfra").only().model()).as(typed).isEqualTo(model);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "deepinfra, jondurbin/airoboros-l2-70b-gpt4-1.4.1",
    "openai, gpt-4o",
    "anthropic, claude-sonnet-4-20250514",
    "xai, grok-4",
    "nebius, Qwen/Qwen3-32B-fast",
    "cerebras, llama-3.3-70b"
  })
  void everyPrefixOfItsListLeadsToItsProvider(String provider, String model) {
    Verdicts.good(
        post("{\"model\":\"@%s/%s\",\"messages\":[]}".formatted(provider, model)),
        "hello from " + provider);
    ReceivedRequest received = world.site(provider).only();
    assertThat(received.model()).isEqualTo(model);
    String key = received.bearer().or(() -> received.headers().first("x-api-key")).orElse("");
    assertThat(key).isEqualTo(World.keyOf(provider));
  }
}
