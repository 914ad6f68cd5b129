package dev.arobase.catalog.list;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.catalog.Price;
import dev.arobase.catalog.PriceTier;
import dev.arobase.catalog.Pricing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * ZenMux's {@code pricings}: for each kind of price a list of tiers, by prompt length. A tier that
 * depends on anything else cannot be told from the prompt and is left out.
 */
final class ZenMuxPrices {

  private static final Map<String, BigDecimal> UNITS =
      Map.of(
          "perMTokens", new BigDecimal("0.000001"),
          "perKTokens", new BigDecimal("0.001"),
          "perToken", BigDecimal.ONE,
          "perTokens", BigDecimal.ONE,
          "perCount", BigDecimal.ONE,
          "perRequest", BigDecimal.ONE);

  private static final long THOUSAND = 1000;

  private ZenMuxPrices() {}

  static Pricing read(Entry pricings, PriceReader reader, String modelId) {
    PricesDraft base = new PricesDraft(reader, modelId);
    // Tokens from which on a tier holds -> its prices.
    SortedMap<Long, Map<String, Price>> tiers = new TreeMap<>();
    for (Map.Entry<String, JsonNode> kind : pricings.node().properties()) {
      if (kind.getKey().length() <= 60) {
        for (Entry tier : pricings.entries(kind.getKey())) {
          read(kind.getKey(), tier, base, tiers, reader, modelId);
        }
      }
    }
    List<PriceTier> above = new ArrayList<>();
    tiers.forEach((from, prices) -> above.add(new PriceTier(from - 1, -1, -1, prices)));
    return base.pricing(above);
  }

  private static void read(
      String kind,
      Entry tier,
      PricesDraft base,
      SortedMap<Long, Map<String, Price>> tiers,
      PriceReader reader,
      String modelId) {
    Price price = price(tier, reader, modelId);
    long from = from(tier);
    if (price instanceof Price.Unknown || from < 0) {
      return;
    }
    if (from == 0) {
      if (!base.map().containsKey(kind)) {
        base.put(kind, price);
      }
    } else {
      tiers.computeIfAbsent(from, key -> new TreeMap<>()).put(kind, price);
    }
  }

  private static Price price(Entry tier, PriceReader reader, String modelId) {
    BigDecimal unit =
        tier.text("unit").map(u -> UNITS.getOrDefault(u, BigDecimal.ZERO)).orElse(BigDecimal.ZERO);
    boolean dollars = tier.text("currency").map(c -> c.equals("USD")).orElse(false);
    return dollars && unit.signum() > 0
        ? reader.read(tier.at("value"), modelId, unit)
        : Price.UNKNOWN;
  }

  /** Prompt tokens from which on the tier holds; -1 when it depends on something else. */
  private static long from(Entry tier) {
    Entry conditions = tier.in("conditions");
    if (conditions.node().isMissingNode()
        || conditions.node().isNull()
        || conditions.node().isEmpty()) {
      return 0;
    }
    if (!conditions.has("prompt_tokens") || conditions.node().size() > 1) {
      return -1;
    }
    Entry prompt = conditions.in("prompt_tokens");
    long unit = prompt.text("unit").map(u -> u.equals("kTokens") ? THOUSAND : 1).orElse(1L);
    long atLeast = prompt.tokens("gte").orElse(0) * unit;
    long above = prompt.tokens("gt").isPresent() ? prompt.tokens("gt").getAsLong() * unit + 1 : 0;
    return Math.max(atLeast, above);
  }
}
