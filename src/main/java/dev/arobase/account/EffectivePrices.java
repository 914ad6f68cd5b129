package dev.arobase.account;

import dev.arobase.catalog.Price;
import dev.arobase.catalog.PriceTier;
import dev.arobase.catalog.Pricing;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;

/** The prices that hold for one request: the base ones with the matching tiers laid over them. */
final class EffectivePrices {
  static final String PROMPT = "prompt";
  static final String COMPLETION = "completion";
  static final String CACHE_READ = "input_cache_read";
  static final String CACHE_WRITE = "input_cache_write";
  static final String REQUEST = "request";

  private final Map<String, Price> prices;

  private EffectivePrices(Map<String, Price> prices) {
    this.prices = prices;
  }

  static EffectivePrices of(Pricing pricing, long promptTokens, LocalTime utc) {
    Map<String, Price> prices = new HashMap<>(pricing.more());
    prices.put(PROMPT, pricing.prompt());
    prices.put(COMPLETION, pricing.completion());
    for (PriceTier tier : pricing.tiers()) {
      if (holds(tier, promptTokens, utc)) {
        prices.putAll(tier.prices());
      }
    }
    return new EffectivePrices(prices);
  }

  /** The price of that name; unknown when nobody gave one. */
  Price price(String name) {
    return prices.getOrDefault(name, Price.UNKNOWN);
  }

  /** The price of that name if it is known, else the other's: cached tokens are prompt tokens. */
  Price known(String name, String otherwise) {
    Price price = price(name);
    return price instanceof Price.Known ? price : price(otherwise);
  }

  private static boolean holds(PriceTier tier, long promptTokens, LocalTime utc) {
    if (tier.minPromptTokens() > 0 && promptTokens <= tier.minPromptTokens()) {
      return false;
    }
    if (tier.utcStart() < 0 || tier.utcEnd() < 0) {
      return true;
    }
    int now = utc.getHour() * 100 + utc.getMinute();
    return tier.utcStart() <= tier.utcEnd()
        ? now >= tier.utcStart() && now < tier.utcEnd()
        : now >= tier.utcStart() || now < tier.utcEnd();
  }
}
