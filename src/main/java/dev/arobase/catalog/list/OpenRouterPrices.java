package dev.arobase.catalog.list;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.catalog.Price;
import dev.arobase.catalog.PriceTier;
import dev.arobase.catalog.Pricing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** OpenRouter's {@code pricing} object. */
final class OpenRouterPrices {

  private static final int MAX_KEYS = 40;
  private static final int MAX_OVERRIDES = 50;

  /** No prices, though they stand among them. */
  private static final Set<String> OTHER =
      Set.of("discount", "overrides", "min_prompt_tokens", "utc_start", "utc_end");

  private OpenRouterPrices() {}

  static Pricing read(Entry pricing, PriceReader reader, String modelId) {
    BigDecimal share = shareToPay(pricing);
    PricesDraft base = prices(pricing, reader, modelId, share);
    List<PriceTier> tiers = new ArrayList<>();
    for (Entry override : pricing.entries("overrides")) {
      Map<String, Price> prices = prices(override, reader, modelId, share).map();
      if (!prices.isEmpty() && tiers.size() < MAX_OVERRIDES) {
        tiers.add(
            new PriceTier(
                override.tokens("min_prompt_tokens").orElse(0),
                timeOfDay(override, "utc_start"),
                timeOfDay(override, "utc_end"),
                prices));
      }
    }
    return base.pricing(tiers);
  }

  private static PricesDraft prices(
      Entry object, PriceReader reader, String modelId, BigDecimal share) {
    PricesDraft draft = new PricesDraft(reader, modelId);
    int keys = 0;
    for (Map.Entry<String, JsonNode> field : object.node().properties()) {
      if (!OTHER.contains(field.getKey())
          && field.getKey().length() <= 60
          && field.getValue().isValueNode()
          && ++keys <= MAX_KEYS) {
        draft.put(field.getKey(), discounted(reader.read(field.getValue(), modelId), share));
      }
    }
    return draft;
  }

  private static Price discounted(Price price, BigDecimal share) {
    return price instanceof Price.Known known
        ? new Price.Known(known.usd().multiply(share))
        : price;
  }

  /** 1 − discount; a discount that is none (negative, or more than all) counts as absent. */
  private static BigDecimal shareToPay(Entry pricing) {
    return pricing
        .decimal("discount")
        .filter(d -> d.signum() > 0 && d.compareTo(BigDecimal.ONE) <= 0)
        .map(BigDecimal.ONE::subtract)
        .orElse(BigDecimal.ONE);
  }

  /** HHMM as a number or a text, -1 for none. */
  private static int timeOfDay(Entry override, String path) {
    return override
        .decimal(path)
        .filter(d -> d.signum() >= 0 && d.compareTo(BigDecimal.valueOf(2400)) <= 0)
        .map(BigDecimal::intValue)
        .orElse(-1);
  }
}
