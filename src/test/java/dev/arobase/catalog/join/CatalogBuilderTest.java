package dev.arobase.catalog.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.LeftOut;
import dev.arobase.catalog.Model;
import dev.arobase.catalog.Offering;
import dev.arobase.catalog.Price;
import dev.arobase.catalog.PriceSource;
import dev.arobase.catalog.Pricing;
import dev.arobase.catalog.list.Expiry;
import dev.arobase.catalog.list.ListRow;
import dev.arobase.catalog.list.RowDraft;
import dev.arobase.config.IdRule;
import dev.arobase.config.ModelPolicy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogBuilderTest {

  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

  private final List<ProviderPlan> plans = new ArrayList<>();
  private final Map<String, List<HeldList>> lists = new HashMap<>();
  private final List<HeldList> sheets = new ArrayList<>();
  private Optional<String> canonical = Optional.of("openrouter");

  private static Pricing usd(String prompt, String completion) {
    return new Pricing(
        Price.perToken(new BigDecimal(prompt)),
        Price.perToken(new BigDecimal(completion)),
        Map.of(),
        List.of(),
        PriceSource.PROVIDER,
        false);
  }

  private static RowDraft draft(String id) {
    return new RowDraft(id);
  }

  private static ListRow priced(String id, String prompt, String completion) {
    return draft(id).pricing(usd(prompt, completion)).row();
  }

  private void list(String provider, ListRow... rows) {
    lists.merge(
        provider,
        List.of(HeldList.first(provider, Optional.empty(), List.of(rows))),
        (before, now) -> List.of(before.getFirst().then(Optional.empty(), List.of(rows))));
  }

  private void provider(
      String name, ModelPolicy policy, Optional<IdRule> rule, Map<String, String> canonicalIds) {
    plans.removeIf(plan -> plan.name().equals(name));
    plans.add(
        new ProviderPlan(
            name, Set.of(name), policy, true, rule, canonicalIds, Map.of(), List.of()));
  }

  private void provider(String name, ModelPolicy policy) {
    provider(name, policy, Optional.empty(), Map.of());
  }

  private CatalogSnapshot build() {
    return CatalogBuilder.build(
        new CatalogInputs(
            plans, canonical, lists, sheets, Map.of(), name -> Optional.empty(), NOW));
  }

  private Model model(String id) {
    return build().models().stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
  }

  private Offering offering(String provider, String id) {
    return model(id).offerings().stream()
        .filter(o -> o.provider().equals(provider))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void joinsByLowerCaseThenByHuggingFaceIdWithoutFreeRows() {
    provider("openrouter", ModelPolicy.EXTEND);
    provider("di", ModelPolicy.EXTEND);
    list(
        "openrouter",
        draft("qwen/qwen3-max").row(),
        draft("meta/llama-3").huggingFaceId(Optional.of("Meta/Meta-Llama-3")).row(),
        draft("meta/llama-3:free").huggingFaceId(Optional.of("Meta/Meta-Llama-3")).row());
    list("di", draft("Qwen/Qwen3-Max").row(), draft("meta/META-Llama-3").row());
    assertThat(offering("di", "qwen/qwen3-max").upstreamId()).isEqualTo("Qwen/Qwen3-Max");
    assertThat(offering("di", "meta/llama-3").upstreamId()).isEqualTo("meta/META-Llama-3");
    assertThat(model("meta/llama-3:free").offerings()).hasSize(1);
  }

  @Test
  void aHuggingFaceIdOfTwoPaidModelsJoinsNothing() {
    provider("openrouter", ModelPolicy.EXTEND);
    provider("di", ModelPolicy.EXTEND);
    list(
        "openrouter",
        draft("a/one").huggingFaceId(Optional.of("A/X")).row(),
        draft("a/two").huggingFaceId(Optional.of("A/X")).row());
    list("di", draft("A/X").row());
    assertThat(model("a/x").canonical()).isFalse();
  }

  @Test
  void aPriceSheetFillsInOnlyWhatTheProviderLeavesOpen() {
    plans.add(
        new ProviderPlan(
            "together",
            Set.of("together", "together-ai"),
            ModelPolicy.EXTEND,
            true,
            Optional.empty(),
            Map.of(),
            Map.of(),
            List.of()));
    canonical = Optional.empty();
    list("together", draft("Org/Open").row(), priced("org/own", "0.000001", "0.000002"));
    for (String amount : List.of("0.000003", "0.000004")) {
      sheets.add(
          HeldList.first(
              amount,
              Optional.empty(),
              List.of(
                  priced("together_ai/org/open", amount, amount),
                  priced("togetherai/org/own", amount, amount),
                  priced("other/org/open", "1", "1"))));
    }
    assertThat(prompt("org/open")).as("the earlier sheet").isEqualTo("0.000003");
    assertThat(prompt("org/own")).as("the provider's own").isEqualTo("0.000001");
  }

  @Test
  void aPriceSheetThatLuresIsQuarantined() {
    provider("openrouter", ModelPolicy.EXTEND);
    provider("di", ModelPolicy.EXTEND);
    list("openrouter", priced("a/one", "0.00001", "0.00001"));
    list("di", draft("a/one").row());
    sheets.add(
        HeldList.first("sheet", Optional.empty(), List.of(priced("di/a/one", "0", "0.00001"))));
    assertThat(offering("di", "a/one").pricing().quarantined()).isTrue();
    sheets.replaceAll(HeldList::unchanged);
    assertThat(offering("di", "a/one").pricing().quarantined()).isFalse();
  }

  private String prompt(String model) {
    return ((Price.Known) model(model).offerings().getFirst().pricing().prompt()).plain();
  }

  @Test
  void rulesBridgeDotsDashesAndDates() {
    IdRule rule = new IdRule("anthropic/", List.of());
    provider("openrouter", ModelPolicy.EXTEND);
    provider("anthropic", ModelPolicy.EXTEND, Optional.of(rule), Map.of());
    list(
        "openrouter",
        draft("anthropic/claude-opus-4.6").row(),
        draft("anthropic/claude-sonnet-4").row(),
        draft("anthropic/claude-3.5-sonnet").row());
    list(
        "anthropic",
        draft("claude-opus-4-6").row(),
        draft("claude-sonnet-4-20250514").row(),
        draft("claude-3-5-sonnet-20240620").row(),
        draft("claude-3-5-sonnet-20241022").row());
    assertThat(offering("anthropic", "anthropic/claude-opus-4.6").upstreamId())
        .isEqualTo("claude-opus-4-6");
    assertThat(offering("anthropic", "anthropic/claude-sonnet-4").upstreamId())
        .isEqualTo("claude-sonnet-4-20250514");
    // Two dated ones fit: neither is taken for it.
    assertThat(model("anthropic/claude-3.5-sonnet").offerings()).hasSize(1);
    assertThat(model("claude-3-5-sonnet-20241022").canonical()).isFalse();
  }

  @Test
  void xaisReasoningSuffixGoesButNotNonReasoning() {
    IdRule rule =
        new IdRule(
            "x-ai/",
            List.of(IdRule.Step.DROP_REASONING, IdRule.Step.DROP_DATE, IdRule.Step.DOT_VERSION));
    assertThat(IdSpelling.byRule("grok-4-1-fast-reasoning", rule)).contains("x-ai/grok-4.1-fast");
    assertThat(IdSpelling.byRule("grok-4-1-fast-non-reasoning", rule))
        .contains("x-ai/grok-4.1-fast-non-reasoning");
    assertThat(IdSpelling.byRule("grok-4-0709", rule)).contains("x-ai/grok-4");
  }

  @Test
  void theConfiguredMapIsLast() {
    provider("openrouter", ModelPolicy.EXTEND);
    provider("own", ModelPolicy.LOCAL, Optional.empty(), Map.of("mapped", "openai/gpt-oss-20b"));
    list("openrouter", draft("openai/gpt-oss-20b").row());
    list("own", draft("mapped").row(), draft("Unmapped").row());
    assertThat(offering("own", "openai/gpt-oss-20b").upstreamId()).isEqualTo("mapped");
    assertThat(model("unmapped").canonical()).isTrue();
  }

  @Test
  void policiesKeepOrDropWhatOpenRouterDoesNotList() {
    provider("openrouter", ModelPolicy.EXTEND);
    provider("first", ModelPolicy.OPENROUTER_FIRST);
    provider("more", ModelPolicy.EXTEND);
    list("openrouter", draft("a/b").row());
    list("first", draft("x/y").row());
    list("more", draft("x/z").row());
    assertThat(build().models()).extracting(Model::id).containsExactlyInAnyOrder("a/b", "x/z");
    assertThat(model("x/z").canonical()).isFalse();
    assertThat(build().leftOut()).extracting(LeftOut::upstreamId).containsExactly("x/y");
  }

  @Test
  void whileOpenRoutersListIsMissingAllAreListedUnderTheirProvider() {
    provider("openrouter", ModelPolicy.EXTEND);
    provider("first", ModelPolicy.OPENROUTER_FIRST);
    list("first", draft("X/Y").row());
    assertThat(model("x/y").canonical()).isFalse();
  }

  @Test
  void withoutACanonicalListLowerCaseIsCanonical() {
    canonical = Optional.empty();
    provider("di", ModelPolicy.EXTEND);
    list("di", draft("Qwen/Qwen3-Max").row());
    assertThat(model("qwen/qwen3-max").canonical()).isTrue();
  }

  @Test
  void idsThatDifferInCaseAreDecidedTheSameWayInEveryOrder() {
    provider("openrouter", ModelPolicy.EXTEND);
    provider("di", ModelPolicy.EXTEND);
    list("di", draft("a/B").row(), draft("A/b").row(), draft("a/b").row());
    assertThat(offering("di", "a/b").upstreamId()).isEqualTo("A/b");
    lists.remove("di");
    list("di", draft("a/b").row(), draft("A/b").row(), draft("a/B").row());
    assertThat(offering("di", "a/b").upstreamId()).isEqualTo("A/b");
    assertThat(build().leftOut()).hasSize(2).allMatch(LeftOut::isCollision);
  }

  @Test
  void expiredRowsAreLeftOutFromTheirDayOn() {
    provider("openrouter", ModelPolicy.EXTEND);
    provider("di", ModelPolicy.EXTEND);
    list(
        "di",
        draft("a/old").expiry(Optional.of(new Expiry(Optional.of(NOW), "expired"))).row(),
        draft("a/next")
            .expiry(Optional.of(new Expiry(Optional.of(NOW.plusSeconds(1)), "expired")))
            .row());
    assertThat(build().models()).extracting(Model::id).containsExactly("a/next");
    assertThat(build().leftOut()).containsExactly(new LeftOut("di", "a/old", "expired"));
  }

  @Test
  void openRouterWithoutAKeyDescribesButDoesNotOffer() {
    plans.add(
        new ProviderPlan(
            "openrouter",
            Set.of("openrouter"),
            ModelPolicy.EXTEND,
            false,
            Optional.empty(),
            Map.of(),
            Map.of(),
            List.of()));
    provider("di", ModelPolicy.EXTEND);
    list("openrouter", draft("a/b").created(7).row(), draft("only/there").row());
    list("di", draft("A/B").row());
    assertThat(build().models()).extracting(Model::id).containsExactly("a/b");
    assertThat(model("a/b").description().provider()).isEqualTo("openrouter");
    assertThat(model("a/b").offerings()).extracting(Offering::provider).containsExactly("di");
  }

  @Test
  void anOfferFarBelowTheCanonicalPriceWaitsForASecondSync() {
    provider("openrouter", ModelPolicy.EXTEND);
    provider("di", ModelPolicy.EXTEND);
    list("openrouter", priced("a/b", "0.00002", "0.00002"), priced("a/c", "0.00002", "0.00002"));
    list("di", priced("A/B", "0", "0.00002"), priced("A/C", "0.000001", "0.000001"));
    assertThat(offering("di", "a/b").pricing().quarantined()).isTrue();
    // Exactly 20 times below is not more than 20 times.
    assertThat(offering("di", "a/c").pricing().quarantined()).isFalse();
    list("di", priced("A/B", "0", "0.00002"), priced("A/C", "0.000001", "0.000001"));
    assertThat(offering("di", "a/b").pricing().quarantined()).isFalse();
  }

  @Test
  void aPriceThatJumpsWaitsForASecondSyncAndGoesBackAtOnce() {
    provider("openrouter", ModelPolicy.EXTEND);
    provider("di", ModelPolicy.EXTEND);
    list("di", priced("A/B", "0.000001", "0.000001"));
    assertThat(offering("di", "a/b").pricing().quarantined()).isFalse();
    list("di", priced("A/B", "0.000021", "0.000001"));
    assertThat(offering("di", "a/b").pricing().quarantined()).isTrue();
    list("di", priced("A/B", "0.000001", "0.000001"));
    assertThat(offering("di", "a/b").pricing().quarantined()).isFalse();
    list("di", priced("A/B", "0.000021", "0.000001"));
    list("di", priced("A/B", "0.000021", "0.000001"));
    assertThat(offering("di", "a/b").pricing().quarantined()).isFalse();
  }

  @Test
  void aProviderThatClaimsZeroForEverythingIsNeverBelieved() {
    provider("openrouter", ModelPolicy.EXTEND);
    provider("evil", ModelPolicy.EXTEND);
    for (int sync = 0; sync < 5; sync++) {
      list(
          "openrouter",
          priced("a/b", "0.00001", "0.00001"),
          priced("a/c", "0.00001", "0.00001"),
          priced("a/d", "0.00001", "0.00001"));
      list("evil", priced("a/b", "0", "0"), priced("a/c", "0", "0"), priced("a/d", "0", "0"));
    }
    assertThat(build().states().get("evil").quarantined()).isEqualTo(3);
  }

  @Test
  void anUnknownPriceInBetweenDoesNotLaunderAJump() {
    provider("openrouter", ModelPolicy.EXTEND);
    provider("di", ModelPolicy.EXTEND);
    list("di", priced("A/B", "0.00001", "0.00001"));
    list("di", draft("A/B").row());
    assertThat(offering("di", "a/b").pricing().isUnknown()).isTrue();
    list("di", priced("A/B", "0", "0"));
    assertThat(offering("di", "a/b").pricing().quarantined()).isTrue();
  }

  @Test
  void newestComesFirst() {
    provider("openrouter", ModelPolicy.EXTEND);
    list("openrouter", draft("a/old").created(1).row(), draft("a/new").created(2).row());
    assertThat(build().models()).extracting(Model::id).containsExactly("a/new", "a/old");
  }
}
