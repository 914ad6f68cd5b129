package dev.arobase.catalog;

import java.util.List;
import java.util.Map;

/**
 * The prices of one offering.
 *
 * @param prompt USD per prompt token
 * @param completion USD per completion token
 * @param more what else is known, by OpenRouter's key names ({@code input_cache_read}, {@code
 *     request}, {@code image}, …)
 * @param tiers long-context and time-of-day overrides, in the provider's order; later matching ones
 *     win key by key
 * @param source who said so
 * @param quarantined kept out of price choice until seen in two syncs
 */
public record Pricing(
    Price prompt,
    Price completion,
    Map<String, Price> more,
    List<PriceTier> tiers,
    PriceSource source,
    boolean quarantined) {

  public static final Pricing UNKNOWN =
      new Pricing(Price.UNKNOWN, Price.UNKNOWN, Map.of(), List.of(), PriceSource.PROVIDER, false);

  public Pricing {
    more = Map.copyOf(more);
    tiers = List.copyOf(tiers);
  }

  public Pricing withQuarantined(boolean quarantined) {
    return new Pricing(prompt, completion, more, tiers, source, quarantined);
  }

  /** Neither prompt nor completion has a known price. */
  public boolean isUnknown() {
    return prompt instanceof Price.Unknown && completion instanceof Price.Unknown;
  }
}
