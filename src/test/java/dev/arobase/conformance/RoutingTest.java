package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Gateway;
import dev.arobase.support.ReceivedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which upstream is asked, under which spelling, with which key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutingTest {
  private final World world =
      World.plan()
          .builtIn(
              "deepinfra",
              "/v1/openai",
              "DEEPINFRA_API_KEY",
              "Qwen/Qwen3-Max",
              "openai/gpt-oss-20b")
          .builtIn("openai", "/v1", "OPENAI_API_KEY", "gpt-4o", "gpt-3.5-turbo")
          .builtIn("xai", "/v1", "XAI_API_KEY", "grok-4")
          .builtIn("together", "/v1", "TOGETHER_API_KEY")
          .builtIn("google", "/v1beta/openai", "GEMINI_API_KEY")
          .builtIn("fireworks", "/inference/v1", "FIREWORKS_API_KEY")
          .builtIn("perplexity", "", "PERPLEXITY_API_KEY", "sonar")
          .custom("own", "Mixed/Case:Tag@1")
          .start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @Test
  void aTaggedModelGoesToItsProviderOnlyInItsSpellingWithItsKey() {
    ClientAnswer answer = world.chat("@deepinfra/qwen/qwen3-max");
    Verdicts.good(answer, "hello from deepinfra");
    ReceivedRequest received = world.site("deepinfra").only();
    assertThat(received.model()).isEqualTo("Qwen/Qwen3-Max");
    assertThat(received.target()).isEqualTo("/deepinfra/v1/openai/chat/completions");
    assertThat(received.headers().all("authorization"))
        .containsExactly("Bearer " + World.keyOf("deepinfra"));
    assertThat(world.upstream().requestCount()).isEqualTo(1);
    assertThat(answer.header("x-arobase-provider")).isEqualTo("deepinfra");
    assertThat(answer.header("x-arobase-model")).isEqualTo("Qwen/Qwen3-Max");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@deepinfra/Qwen/Qwen3-Max",
        "@DeepInfra/QWEN/QWEN3-MAX",
        "qwen/qwen3-max",
        "QWEN/Qwen3-max"
      })
  void anyCaseArrivesAsTheUpstreamSpellsIt(String model) {
    Verdicts.good(world.chat(model), "hello from deepinfra");
    assertThat(world.site("deepinfra").only().model()).isEqualTo("Qwen/Qwen3-Max");
  }

  @Test
  void anIdWithoutItsOrganisationIsFoundWhenItIsUnique() {
    Verdicts.good(world.chat("gpt-oss-20b"), "hello from deepinfra");
    assertThat(world.site("deepinfra").only().model()).isEqualTo("openai/gpt-oss-20b");
    assertThat(world.site("openai").requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "x-ai, xai",
    "grok, xai",
    "together-ai, together",
    "gemini, google",
    "fireworks-ai, fireworks",
    "OpenAI, openai",
    "perplexity-ai, perplexity"
  })
  void synonymsNameTheSameProvider(String written, String provider) {
    Verdicts.good(world.chat("@" + written + "/Some/Model-X"), "hello from " + provider);
    assertThat(world.site(provider).only().model()).isEqualTo("Some/Model-X");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Not/Listed:v1", "a/b/c/d", "ünï/cödé-模型", "m@2024", "with space", "*", "50%25"})
  void anUnlistedModelOfANamedProviderIsForwardedVerbatim(String model) {
    Verdicts.good(world.chat("@openai/" + model), "hello from openai");
    assertThat(world.site("openai").only().model()).isEqualTo(model);
  }

  @Test
  void tagsAndColonsBelongToTheModel() {
    Verdicts.good(world.chat("@own/mixed/case:tag@1"), "hello from own");
    assertThat(world.site("own").only().model()).isEqualTo("Mixed/Case:Tag@1");
  }

  @Test
  void aBaseUrlWithoutPathOfItsOwnVersionIsKeptAsItIs() {
    Verdicts.good(world.chat("@perplexity/sonar"), "hello from perplexity");
    assertThat(world.site("perplexity").only().target()).isEqualTo("/perplexity/chat/completions");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"portkey_provider\":\"deepinfra\"",
        "\"portkey_provider\":\"DeepInfra\"",
        "\"provider\":\"deepinfra\"",
        "\"provider\":[\"deepinfra\"]",
        "\"provider\":{\"only\":[\"deepinfra\"]}",
        "\"provider\":\"portkey\",\"portkey_provider\":\"deepinfra\""
      })
  void aRestrictionInTheBodyIsObeyedAndDoesNotReachTheUpstream(String field) {
    String body = "{\"model\":\"unlisted-thing\",%s,\"messages\":[]}".formatted(field);
    Verdicts.good(world.send(ClientRequest.chat(body)), "hello from deepinfra");
    assertThat(world.site("deepinfra").only().text())
        .isEqualTo("{\"model\":\"unlisted-thing\",\"messages\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deepinfra", "@deepinfra", "DEEPINFRA"})
  void aRestrictionInTheHeaderIsObeyed(String value) {
    ClientRequest request = Gateway.chat("unlisted-thing", false);
    Verdicts.good(world.send(request.header("x-portkey-provider", value)), "hello from deepinfra");
    assertThat(world.site("deepinfra").only().headers().names())
        .noneMatch(name -> name.startsWith("x-portkey"));
  }

  @Test
  void aRestrictionInThePathIsObeyed() {
    ClientRequest request =
        ClientRequest.post(
            "/@deepinfra/v1/chat/completions", "{\"model\":\"unlisted-thing\",\"messages\":[]}");
    Verdicts.good(world.send(request), "hello from deepinfra");
    assertThat(world.site("deepinfra").only().target())
        .isEqualTo("/deepinfra/v1/openai/chat/completions");
  }

  @Test
  void theQueryReachesTheUpstreamAsItCame() {
    ClientRequest request =
        ClientRequest.post(
            "/v1/chat/completions?a=%2F&b=c+d&e", "{\"model\":\"@openai/m\",\"messages\":[]}");
    Verdicts.good(world.send(request), "hello from openai");
    assertThat(world.site("openai").only().target())
        .isEqualTo("/openai/v1/chat/completions?a=%2F&b=c+d&e");
  }

  @Test
  void prefixAndRestrictionThatExcludeEachOtherAreRefused() {
    String body = "{\"model\":\"@xai/grok-4\",\"portkey_provider\":\"deepinfra\",\"messages\":[]}";
    JsonNode error = Verdicts.error(world.send(ClientRequest.chat(body)), 400, "provider_conflict");
    assertThat(error.path("message").asText()).contains("xai").contains("deepinfra");
    assertThat(world.upstream().requestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"@openai", "@openai/", "@/gpt-4o", "@", ""})
  void aModelThatNamesNothingIsInvalid(String model) {
    ClientAnswer answer = world.chat(model);
    JsonNode error = Verdicts.envelope(answer, 400);
    assertThat(error.path("code").asText())
        .isIn(
            model.isEmpty()
                ? new String[] {"invalid_model", "missing_model"}
                : new String[] {"invalid_model"});
    assertThat(world.upstream().requestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void anUnknownProviderIsNeverSentAnywhere(boolean stream) {
    JsonNode error = Verdicts.error(world.chat("@foo/gpt-4o", stream), 400, "unknown_provider");
    assertThat(error.path("message").asText()).contains("foo").contains("deepinfra");
    assertThat(world.upstream().requestCount()).isZero();
  }

  @Test
  void aProviderWithoutItsKeyNamesTheVariable() {
    JsonNode error =
        Verdicts.error(world.chat("@groq/llama-3.1-8b-instant"), 400, "provider_not_configured");
    assertThat(error.path("message").asText()).contains("GROQ_API_KEY not found");
    assertThat(world.upstream().requestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-model", "openai/gpt-5-turbo-xl", "openai/gpt-4o-nope"})
  void aModelThatNobodyListsIsNotSentToAnyone(String model) {
    Verdicts.error(world.chat(model), 404, "model_not_found");
    assertThat(world.upstream().requestCount()).isZero();
  }

  @Test
  void closeIdsAreNamed() {
    JsonNode error = Verdicts.error(world.chat("qwen/qwen3-mux"), 404, "model_not_found");
    assertThat(error.path("message").asText()).containsIgnoringCase("qwen3-max");
  }

  @Test
  void aProviderAndItsListedModelWithoutTheSignAreUnderstood() {
    Verdicts.good(world.chat("xai/grok-4"), "hello from xai");
    assertThat(world.site("xai").only().model()).isEqualTo("grok-4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "true", "[7]", "[[]]"})
  void aProviderOfAWrongTypeIsRefused(String value) {
    String body = "{\"model\":\"@openai/m\",\"provider\":%s,\"messages\":[]}".formatted(value);
    Verdicts.envelope(world.send(ClientRequest.chat(body)), 400);
    assertThat(world.upstream().requestCount()).isZero();
  }

  @Test
  void tooManyHopsAreALoop() {
    ClientRequest request = Gateway.chat("@openai/m", false).header("x-arobase-hops", "5");
    Verdicts.error(world.send(request), 508, "routing_loop");
    assertThat(world.upstream().requestCount()).isZero();
  }

  @Test
  void hopsAreCounted() {
    Verdicts.good(world.send(Gateway.chat("@openai/m", false).header("x-arobase-hops", "2")));
    assertThat(world.site("openai").only().headers().all("x-arobase-hops")).containsExactly("3");
  }
}
