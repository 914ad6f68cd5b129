package dev.arobase.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arobase.config.RawJson;
import dev.arobase.config.Strategy;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  private final World world =
      World.usual()
          .offers(
              World.offer("deepinfra", "Qwen/Qwen3-32B", "qwen/qwen3-32b")
                  .price("0.04", "0.13")
                  .context(40_960))
          .offers(
              World.offer("openrouter", "qwen/qwen3-32b", "qwen/qwen3-32b")
                  .price("0.1", "0.3")
                  .context(131_072))
          .route(
              "mine",
              Strategy.FALLBACK,
              World.target("@groq/llama"),
              World.target("qwen3-32b", Map.of("seed", new RawJson("1"))));

  private static JsonNode json(Explanation explanation) throws IOException {
    return new ObjectMapper().readTree(explanation.json());
  }

  @Test
  void theTextAnswersFirstAndThenTellsHowItCameAbout() {
    assertThat(Asking.of(world, "Qwen/Qwen3-32B").explain().text())
        .isEqualTo(
            """
            Qwen/Qwen3-32B goes to deepinfra as Qwen/Qwen3-32B.
            If that fails before its first token, next: openrouter (qwen/qwen3-32b).

            How it got there
              - Any provider may serve it.
              - The catalog knows it by its id as qwen/qwen3-32b, with 2 offerings to choose from.
              - Order: cheapest first, by 3 × in + 1 × out.

            In this order
                 provider    model           in/1M  out/1M  blended  context  notes
              1  deepinfra   Qwen/Qwen3-32B  $0.04  $0.13   $0.0625  40,960
              2  openrouter  qwen/qwen3-32b  $0.10  $0.30   $0.15    131,072
            """);
  }

  @Test
  void whatIsRuledOutIsNamedWithItsReason() throws IOException {
    Explanation explanation = Asking.of(world, "qwen3-32b").tokens(60_000).explain();
    assertThat(explanation.text())
        .contains("Ruled out", "@deepinfra/Qwen/Qwen3-32B: its context of 40,960 tokens");
    JsonNode out = json(explanation).path("ruled_out").path(0);
    assertThat(out.path("provider").asText()).isEqualTo("deepinfra");
    assertThat(out.path("reason").asText()).contains("40,960", "60,000");
  }

  @Test
  void theJsonHasTheSameFacts() throws IOException {
    JsonNode json = json(Asking.of(world, "mine").explain());
    assertThat(json.path("resolved").asBoolean()).isTrue();
    assertThat(json.path("route").asText()).isEqualTo("mine");
    assertThat(json.path("strategy").asText()).isEqualTo("fallback");
    assertThat(json.path("endpoint").asText()).isEqualTo("/v1/chat/completions");
    JsonNode first = json.path("targets").path(0);
    assertThat(first.path("provider").asText()).isEqualTo("deepinfra");
    assertThat(first.path("model").asText()).isEqualTo("Qwen/Qwen3-32B");
    assertThat(first.path("pricing").path("prompt").asText()).isEqualTo("0.00000004");
    assertThat(first.path("pricing").path("blended").asText()).isEqualTo("0.0000000625");
    assertThat(first.path("context_length").asLong()).isEqualTo(40_960);
    assertThat(first.path("option").asText()).isEqualTo("routes.mine.targets[1]");
    assertThat(first.path("params").path(0).asText()).isEqualTo("seed");
    assertThat(json.path("steps").findValuesAsText("text"))
        .anyMatch(text -> text.contains("GROQ_API_KEY not found"));
  }

  @Test
  void aRefusalIsExplainedToo() throws IOException {
    Explanation explanation = Asking.of(world, "qwen/qwen3-23b").explain();
    assertThat(explanation.text())
        .startsWith("This request would be refused with 404 model_not_found:\n")
        .contains("qwen/qwen3-32b");
    JsonNode json = json(explanation);
    assertThat(json.path("resolved").asBoolean()).isFalse();
    assertThat(json.path("error").path("code").asText()).isEqualTo("model_not_found");
    assertThat(json.path("error").path("type").asText()).isEqualTo("not_found_error");
    assertThat(json.path("status").asInt()).isEqualTo(404);
    assertThat(json.path("suggestions").path(0).asText()).isEqualTo("qwen/qwen3-32b");
  }

  @Test
  void anUnlistedModelSaysSo() {
    assertThat(Asking.of(world, "@openai/gpt-99").explain().text())
        .contains("does not list gpt-99", "verbatim", "not in its list")
        .contains("There is nothing to fall back to.");
  }

  @Test
  void explainingTakesNoTurn() {
    Snapshot snapshot =
        World.usual()
            .route(
                "r", Strategy.ROUND_ROBIN, World.target("@openai/a"), World.target("@together/b"))
            .snapshot();
    Asking asking = new Asking(snapshot).model("r");
    for (int i = 0; i < 5; i++) {
      String explained = asking.explain().choices().getFirst().provider();
      assertThat(asking.explain().choices().getFirst().provider()).isEqualTo(explained);
      assertThat(asking.plan().targets().getFirst().provider().name()).isEqualTo(explained);
    }
  }
}
