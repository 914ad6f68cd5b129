package dev.arobase.catalog.list;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.catalog.Price;
import dev.arobase.catalog.PriceSource;
import dev.arobase.catalog.PriceTier;
import dev.arobase.catalog.Pricing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The prices of one entry while its parser collects them, by OpenRouter's key names. */
final class PricesDraft {

  static final String PROMPT = "prompt";
  static final String COMPLETION = "completion";
  static final String CACHE_READ = "input_cache_read";
  static final String CACHE_WRITE = "input_cache_write";

  private final PriceReader reader;
  private final String modelId;
  private final Map<String, Price> prices = new TreeMap<>();

  PricesDraft(PriceReader reader, String modelId) {
    this.reader = reader;
    this.modelId = modelId;
  }

  /** Reads one amount in the entry's unit; an unknown one leaves no trace. */
  PricesDraft read(String key, JsonNode amount) {
    return put(key, reader.read(amount, modelId));
  }

  PricesDraft put(String key, Price price) {
    if (!(price instanceof Price.Unknown)) {
      prices.put(key, price);
    }
    return this;
  }

  Map<String, Price> map() {
    return prices;
  }

  Pricing pricing() {
    return pricing(List.of());
  }

  Pricing pricing(List<PriceTier> tiers) {
    Map<String, Price> more = new TreeMap<>(prices);
    more.remove(PROMPT);
    more.remove(COMPLETION);
    return new Pricing(
        prices.getOrDefault(PROMPT, Price.UNKNOWN),
        prices.getOrDefault(COMPLETION, Price.UNKNOWN),
        more,
        tiers,
        PriceSource.PROVIDER,
        false);
  }
}
