package dev.arobase.catalog.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.Model;
import dev.arobase.catalog.OfferBuilder;
import dev.arobase.catalog.Offering;
import dev.arobase.catalog.SyncState;
import dev.arobase.config.PriceWeights;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelPagesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ModelPages pages = new ModelPages("-1", PriceWeights.BUILT_IN);

  private static OfferBuilder offer(String provider, String id) {
    return new OfferBuilder(provider, id, "q/max").supports("tools").sees("text").answers("text");
  }

  private static final Offering OPENROUTER =
      offer("openrouter", "q/max").created(50).context(1000).price("0.03", "0.14").build();
  private static final Offering DEEPINFRA =
      offer("deepinfra", "Q/Max").price("0.04", "0").quarantined().build();
  private static final Offering LONE = offer("groq", "Lone").created(90).build();

  private static final CatalogSnapshot SNAPSHOT =
      new CatalogSnapshot(
          List.of(
              new Model("lone", LONE, List.of(LONE), false),
              new Model("q/max", OPENROUTER, List.of(DEEPINFRA, OPENROUTER), true)),
          Map.of(
              "deepinfra",
              new SyncState(
                  "deepinfra",
                  Optional.empty(),
                  Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                  1,
                  1,
                  Optional.of("status 500"))),
          List.of(),
          Instant.EPOCH);

  private JsonNode data(ModelQuery query) {
    try {
      return JSON.readTree(pages.list(SNAPSHOT, query).body()).path("data");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> ids(String parameter, String value) {
    List<String> ids = new ArrayList<>();
    data(ModelQuery.of(name -> name.equals(parameter) ? List.of(value) : List.of(), Optional::of))
        .forEach(entry -> ids.add(entry.path("id").textValue()));
    return ids;
  }

  @Test
  void everyEntryHasTextualPricesANumericContextAndNoFieldThatProgramsMisread() {
    for (JsonNode entry :
        data(
            new ModelQuery(
                true,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty()))) {
      assertThat(entry.path("pricing").path("prompt").isTextual()).isTrue();
      assertThat(entry.path("pricing").path("completion").isTextual()).isTrue();
      assertThat(entry.path("context_length").isNumber()).isTrue();
      assertThat(entry.path("created").isIntegralNumber()).isTrue();
      assertThat(entry.path("owned_by").textValue()).isNotEmpty();
      for (String forbidden :
          List.of(
              "provider",
              "tags",
              "info",
              "pipeline",
              "arena",
              "loaded",
              "connection_type",
              "preset")) {
        assertThat(entry.has(forbidden)).isFalse();
      }
    }
  }

  @Test
  void theNewestIsFirstAndWhatNothingJoinsIsUnderItsProvider() {
    assertThat(ids("none", "")).containsExactly("@groq/Lone", "q/max");
  }

  @Test
  void pricesArePlainDecimalsAndUnknownOnesTheStandIn() {
    JsonNode lone = data(ModelQuery.ALL).get(0);
    JsonNode max = data(ModelQuery.ALL).get(1);
    assertThat(max.path("pricing").path("prompt").textValue()).isEqualTo("0.00000003");
    assertThat(max.path("pricing").path("completion").textValue()).isEqualTo("0.00000014");
    assertThat(lone.path("pricing").path("prompt").textValue()).isEqualTo("-1");
    assertThat(lone.path("providers").get(0).path("pricing").path("prompt").isNull()).isTrue();
  }

  @Test
  void anOfferingShowsItsQuarantineAndSinceWhenItIsStale() {
    JsonNode deepInfra = data(ModelQuery.ALL).get(1).path("providers").get(0);
    assertThat(deepInfra.path("upstream_id").textValue()).isEqualTo("Q/Max");
    assertThat(deepInfra.path("quarantined").booleanValue()).isTrue();
    assertThat(deepInfra.path("stale_since").textValue()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void filtersAndViews() {
    assertThat(ids("view", "offerings"))
        .containsExactly("@groq/Lone", "q/max", "@deepinfra/Q/Max", "@openrouter/q/max");
    assertThat(ids("provider", "groq")).containsExactly("@groq/Lone");
    assertThat(ids("q", "MAX")).containsExactly("q/max");
    assertThat(ids("supported_parameters", "tools,other")).isEmpty();
    // (3 × 0.03 + 0.14) / 4 = 0.0575; the quarantined offer is cheaper but does not count.
    assertThat(ids("max_price", "0.0575")).containsExactly("q/max");
    assertThat(ids("max_price", "0.0574")).isEmpty();
    assertThat(ids("type", "embedding")).isEmpty();
    assertThat(ids("type", "nonsense")).hasSize(2);
    assertThat(ids("max_price", "cheap")).hasSize(2);
  }

  @Test
  void onlyWhatWasRenderedOfThisCatalogAndInThisShapeIsKept() {
    assertThat(pages.keptList(SNAPSHOT, ModelQuery.ALL)).isEmpty();
    Page page = pages.list(SNAPSHOT, ModelQuery.ALL);
    assertThat(pages.keptList(SNAPSHOT, ModelQuery.ALL)).containsSame(page);
    assertThat(pages.keptAnthropicList(SNAPSHOT, ModelQuery.ALL)).isEmpty();
    assertThat(pages.keptList(CatalogSnapshot.EMPTY, ModelQuery.ALL)).isEmpty();
  }

  @Test
  void anUnchangedCatalogHasTheSameEtagAndIsRenderedOnce() {
    Page page = pages.list(SNAPSHOT, ModelQuery.ALL);
    assertThat(pages.list(SNAPSHOT, ModelQuery.ALL)).isSameAs(page);
    assertThat(page.isKnownBy("\"x\", W/" + page.etag())).isTrue();
    assertThat(page.isKnownBy("\"x\"")).isFalse();
  }

  @Test
  void anthropicsShape() throws IOException {
    JsonNode page = JSON.readTree(pages.anthropicList(SNAPSHOT, ModelQuery.ALL).body());
    assertThat(page.path("has_more").booleanValue()).isFalse();
    assertThat(page.path("first_id").textValue()).isEqualTo("@groq/Lone");
    assertThat(page.path("data").get(1).path("created_at").textValue())
        .isEqualTo("1970-01-01T00:00:50Z");
    assertThat(page.path("data").get(1).path("type").textValue()).isEqualTo("model");
  }

  @Test
  void oneEntryIsTheSameAsInTheList() throws IOException {
    JsonNode one =
        JSON.readTree(pages.one(SNAPSHOT, SNAPSHOT.models().getLast(), Optional.empty()).body());
    assertThat(one).isEqualTo(data(ModelQuery.ALL).get(1));
  }
}
