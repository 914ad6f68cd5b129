package dev.arobase.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.catalog.ModelType;
import dev.arobase.catalog.OfferBuilder;
import dev.arobase.catalog.Offering;
import dev.arobase.catalog.Price;
import dev.arobase.catalog.PriceSource;
import dev.arobase.catalog.PriceTier;
import dev.arobase.catalog.Pricing;
import dev.arobase.wire.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CostCalculatorTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final OptionalLong NONE = OptionalLong.empty();

  private final CostCalculator calculator = new CostCalculator(() -> NOON);

  private static Price usd(String perToken) {
    return Price.perToken(new BigDecimal(perToken));
  }

  private static Pricing pricing(Map<String, Price> more, PriceTier... tiers) {
    return new Pricing(
        usd("0.000001"), usd("0.000002"), more, List.of(tiers), PriceSource.PROVIDER, false);
  }

  private static Optional<Offering> offering(Pricing pricing, ModelType type) {
    return Optional.of(new OfferBuilder("p", "M", "m").type(type).pricing(pricing).build());
  }

  private static Optional<Offering> chat(Pricing pricing) {
    return offering(pricing, ModelType.CHAT);
  }

  private static Usage usage(long prompt, long completion, long read, long write) {
    return new Usage(
        OptionalLong.of(prompt),
        OptionalLong.of(completion),
        OptionalLong.of(prompt + completion),
        OptionalLong.of(read),
        OptionalLong.of(write),
        NONE,
        Optional.empty());
  }

  private static Usage reported(String cost) {
    return new Usage(
        OptionalLong.of(100),
        OptionalLong.of(10),
        OptionalLong.of(110),
        NONE,
        NONE,
        NONE,
        Optional.of(new BigDecimal(cost)));
  }

  private Optional<String> cost(Usage usage, Optional<Offering> offering) {
    return calculator.bill(Optional.of(usage), offering).cost().plain();
  }

  @Test
  void tokensTimesPriceIsExact() {
    assertThat(cost(usage(7, 3, 0, 0), chat(pricing(Map.of())))).contains("0.000013");
    Pricing odd =
        new Pricing(
            usd("0.00000003"), usd("0.00000014"), Map.of(), List.of(), PriceSource.SHEET, false);
    assertThat(cost(usage(1_234_567, 89, 0, 0), chat(odd))).contains("0.03704947");
  }

  @Test
  void cachedTokensHaveTheirOwnPriceAndAreNotCountedTwice() {
    Pricing cached =
        pricing(
            Map.of("input_cache_read", usd("0.0000001"), "input_cache_write", usd("0.00000125")));
    // 100 of which 60 read and 20 written: 20×1e-6 + 60×1e-7 + 20×1.25e-6 + 10×2e-6
    assertThat(cost(usage(100, 10, 60, 20), chat(cached))).contains("0.000071");
  }

  @Test
  void cachedTokensWithoutAPriceOfTheirOwnCostAsMuchAsOthers() {
    assertThat(cost(usage(100, 0, 60, 0), chat(pricing(Map.of())))).contains("0.0001");
  }

  @Test
  void reasoningTokensAreInsideTheCompletion() {
    Usage reasoning =
        new Usage(
            OptionalLong.of(0),
            OptionalLong.of(10),
            NONE,
            NONE,
            NONE,
            OptionalLong.of(9),
            Optional.empty());
    assertThat(cost(reasoning, chat(pricing(Map.of("internal_reasoning", usd("5"))))))
        .contains("0.00002");
  }

  @Test
  void aLongPromptIsBilledByItsTier() {
    PriceTier tier =
        new PriceTier(
            200, -1, -1, Map.of("prompt", usd("0.000003"), "completion", usd("0.000004")));
    Pricing tiered = pricing(Map.of(), tier);
    assertThat(cost(usage(200, 0, 0, 0), chat(tiered))).contains("0.0002");
    assertThat(cost(usage(201, 1, 0, 0), chat(tiered))).contains("0.000607");
  }

  @Test
  void aPriceByTimeOfDayHoldsInItsHoursAlsoOverMidnight() {
    PriceTier noon = new PriceTier(0, 1100, 1300, Map.of("prompt", usd("0.000009")));
    PriceTier night = new PriceTier(0, 2200, 600, Map.of("prompt", usd("0.000005")));
    assertThat(cost(usage(1, 0, 0, 0), chat(pricing(Map.of(), noon, night)))).contains("0.000009");
    CostCalculator late = new CostCalculator(() -> Instant.parse("2026-01-01T23:30:00Z"));
    assertThat(
            late.bill(Optional.of(usage(1, 0, 0, 0)), chat(pricing(Map.of(), noon, night)))
                .cost()
                .plain())
        .contains("0.000005");
  }

  @Test
  void aPricePerRequestIsAddedOnce() {
    assertThat(cost(usage(1, 0, 0, 0), chat(pricing(Map.of("request", usd("0.01"))))))
        .contains("0.010001");
  }

  @Test
  void theUpstreamsOwnFigureGoesFirst() {
    Bill bill = calculator.bill(Optional.of(reported("0.5")), chat(pricing(Map.of())));
    assertThat(bill.cost()).isEqualTo(new Cost.Reported(new BigDecimal("0.5")));
    assertThat(bill.drift()).isPresent();
  }

  @Test
  void aReportedZeroIsZero() {
    assertThat(calculator.bill(Optional.of(reported("0")), Optional.empty()).cost())
        .isEqualTo(new Cost.Reported(BigDecimal.ZERO));
  }

  @Test
  void figuresWithinOnePercentAreNoDrift() {
    // Computed: 100×1e-6 + 10×2e-6 = 0.00012
    assertThat(calculator.bill(Optional.of(reported("0.000121")), chat(pricing(Map.of()))).drift())
        .isEmpty();
    assertThat(calculator.bill(Optional.of(reported("0.000122")), chat(pricing(Map.of()))).drift())
        .isPresent();
  }

  @Test
  void aFreeModelCostsZeroAndAnUnpricedOneIsUnknown() {
    Pricing free =
        new Pricing(Price.FREE, Price.FREE, Map.of(), List.of(), PriceSource.PROVIDER, false);
    assertThat(cost(usage(5, 5, 0, 0), chat(free))).contains("0");
    assertThat(calculator.bill(Optional.of(usage(5, 5, 0, 0)), chat(Pricing.UNKNOWN)).cost())
        .isEqualTo(new Cost.Unknown(Cost.Reason.NO_PRICE));
    assertThat(calculator.bill(Optional.of(usage(5, 5, 0, 0)), Optional.empty()).cost())
        .isEqualTo(new Cost.Unknown(Cost.Reason.NO_PRICE));
    assertThat(calculator.bill(Optional.empty(), chat(free)).cost())
        .isEqualTo(new Cost.Unknown(Cost.Reason.NO_USAGE));
  }

  @Test
  void aDynamicPriceIsUnknown() {
    Pricing dynamic =
        new Pricing(
            Price.DYNAMIC, Price.DYNAMIC, Map.of(), List.of(), PriceSource.OPENROUTER, false);
    assertThat(calculator.bill(Optional.of(usage(1, 1, 0, 0)), chat(dynamic)).cost())
        .isEqualTo(new Cost.Unknown(Cost.Reason.DYNAMIC_PRICE));
  }

  @Test
  void anEmbeddingNeedsNoCompletion() {
    Usage embedding = new Usage(NONE, NONE, OptionalLong.of(8), NONE, NONE, NONE, Optional.empty());
    assertThat(cost(embedding, offering(pricing(Map.of()), ModelType.EMBEDDING)))
        .contains("0.000008");
    assertThat(calculator.bill(Optional.of(embedding), chat(pricing(Map.of()))).cost())
        .isEqualTo(new Cost.Unknown(Cost.Reason.NO_USAGE));
  }

  @Property
  void neverNegativeAndNeverLessForMoreTokens(
      @ForAll @LongRange(min = 0, max = 10_000_000) long prompt,
      @ForAll @LongRange(min = 0, max = 10_000_000) long completion,
      @ForAll @LongRange(min = 0, max = 20_000_000) long read,
      @ForAll @LongRange(min = 0, max = 20_000_000) long write,
      @ForAll @LongRange(min = 0, max = 1000) long more) {
    Optional<Offering> chat =
        chat(
            pricing(
                Map.of(
                    "input_cache_read", usd("0.0000001"), "input_cache_write", usd("0.00000125"))));
    BigDecimal less = amount(usage(prompt, completion, read, write), chat);
    BigDecimal morePrompt = amount(usage(prompt + more, completion, read, write), chat);
    BigDecimal moreCompletion = amount(usage(prompt, completion + more, read, write), chat);
    assertThat(less).isGreaterThanOrEqualTo(BigDecimal.ZERO);
    assertThat(morePrompt).isGreaterThanOrEqualTo(less);
    assertThat(moreCompletion).isGreaterThanOrEqualTo(less);
  }

  @Property
  void whatIsNotPricedIsUnknownAndNeverZero(
      @ForAll @LongRange(min = 1, max = 1_000_000) long prompt,
      @ForAll @LongRange(min = 0, max = 1_000_000) long completion) {
    assertThat(
            calculator
                .bill(Optional.of(usage(prompt, completion, 0, 0)), chat(Pricing.UNKNOWN))
                .cost()
                .usd())
        .isEmpty();
  }

  private BigDecimal amount(Usage usage, Optional<Offering> offering) {
    return calculator.bill(Optional.of(usage), offering).cost().usd().orElseThrow();
  }
}
