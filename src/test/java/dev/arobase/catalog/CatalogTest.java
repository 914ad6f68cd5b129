package dev.arobase.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogTest {

  private static Offering offering(String provider, String id, String canonical, String face) {
    OfferBuilder offer = new OfferBuilder(provider, id, canonical);
    return face.isEmpty() ? offer.build() : offer.huggingFace(face).build();
  }

  private static Model model(String id, Offering... offerings) {
    return new Model(id, offerings[0], List.of(offerings));
  }

  private static List<String> ids(List<Model> models) {
    return models.stream().map(Model::id).toList();
  }

  private final Catalog catalog =
      Catalog.of(
          List.of(
              model(
                  "openai/gpt-oss-20b",
                  offering("a", "openai/gpt-oss-20B", "openai/gpt-oss-20b", "OpenAI/GPT-OSS-20b"),
                  offering("b", "gpt-oss-local", "openai/gpt-oss-20b", "")),
              model(
                  "openai/gpt-oss-20b:free",
                  offering(
                      "c",
                      "openai/gpt-oss-20b:free",
                      "openai/gpt-oss-20b:free",
                      "openai/gpt-oss-20b")),
              model("x/same", offering("a", "x/same", "x/same", "")),
              model("y/same", offering("b", "y/same", "y/same", ""))));

  @Test
  void everyKindOfIdFindsItsModel() {
    assertThat(catalog.byId("openai/gpt-oss-20b").map(Model::id)).contains("openai/gpt-oss-20b");
    assertThat(ids(catalog.byUpstreamId("gpt-oss-local"))).containsExactly("openai/gpt-oss-20b");
    assertThat(ids(catalog.byShortName("gpt-oss-20b"))).containsExactly("openai/gpt-oss-20b");
    assertThat(ids(catalog.byShortName("gpt-oss-20b:free")))
        .containsExactly("openai/gpt-oss-20b:free");
    assertThat(ids(catalog.byShortName("same"))).containsExactly("x/same", "y/same");
    assertThat(catalog.byId("nothing")).isEmpty();
    assertThat(catalog.byShortName("nothing")).isEmpty();
  }

  @Test
  void aHuggingFaceIdNeverMeansTheFreeRow() {
    assertThat(ids(catalog.byHuggingFaceId("openai/gpt-oss-20b")))
        .containsExactly("openai/gpt-oss-20b");
  }

  @Test
  void aProvidersOwnIdIsFoundInAnyCaseAndInItsOwnListOnly() {
    assertThat(catalog.offering("a", "OPENAI/GPT-OSS-20B", "openai/gpt-oss-20b"))
        .map(Offering::upstreamId)
        .contains("openai/gpt-oss-20B");
    assertThat(catalog.offering("b", "openai/gpt-oss-20b", "openai/gpt-oss-20b")).isEmpty();
    assertThat(catalog.offering("nobody", "m", "m")).isEmpty();
    assertThat(catalog.size("a")).isEqualTo(2);
    assertThat(catalog.size("nobody")).isZero();
  }

  @Test
  void ofTwoModelsWithOneIdTheFirstCounts() {
    Catalog twice =
        Catalog.of(
            List.of(
                model("m", offering("a", "first", "m", "")),
                model("M", offering("b", "second", "m", ""))));
    assertThat(twice.models()).hasSize(1);
    assertThat(twice.byUpstreamId("second")).isEmpty();
  }

  @Test
  void rowsThatWereLeftOutAreRemembered() {
    LeftOut row = new LeftOut("a", "Old/Model", "expired on 2025-01-01");
    Catalog with =
        Catalog.of(new CatalogSnapshot(List.of(), Map.of(), List.of(row), Instant.EPOCH));
    assertThat(with.leftOut("old/model")).containsExactly(row);
    assertThat(with.leftOut("old")).isEmpty();
  }

  @Test
  void closeIdsAreTheClosestFirstAndNeverMoreThanAsked() {
    List<Model> models = new ArrayList<>();
    for (String id :
        List.of(
            "meta-llama/llama-3.1-8b-instruct",
            "meta-llama/llama-3.1-70b-instruct",
            "meta-llama/llama-3.3-70b-instruct",
            "qwen/qwen3-max",
            "anthropic/claude-opus-4.1")) {
      models.add(model(id, offering("a", id, id, "")));
    }
    Catalog llamas = Catalog.of(models);
    assertThat(llamas.closeIds("meta-llama/llama-3.1-8b-instuct", 3).getFirst())
        .isEqualTo("meta-llama/llama-3.1-8b-instruct");
    assertThat(llamas.closeIds("Llama-3.1-8b-instruct", 3).getFirst())
        .isEqualTo("meta-llama/llama-3.1-8b-instruct");
    assertThat(llamas.closeIds("claude-opus-4-1", 3)).containsExactly("anthropic/claude-opus-4.1");
    assertThat(llamas.closeIds("meta-llama/llama-3.2-70b-instruct", 2)).hasSize(2);
    assertThat(llamas.closeIds("qwen3", 3)).containsExactly("qwen/qwen3-max");
    assertThat(llamas.closeIds("claude", 3)).containsExactly("anthropic/claude-opus-4.1");
    assertThat(llamas.closeIds("zzz", 3)).isEmpty();
    assertThat(llamas.closeIds("", 3)).isEmpty();
    assertThat(llamas.closeIds("x".repeat(1_000_000), 3)).isEmpty();
  }
}
