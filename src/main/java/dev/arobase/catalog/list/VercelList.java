package dev.arobase.catalog.list;

import dev.arobase.catalog.Price;
import dev.arobase.catalog.PriceTier;
import dev.arobase.catalog.Pricing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Vercel's AI gateway: prices per token as text, tiers by prompt length. */
final class VercelList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft
        .contextLength(entry.tokens("context_window"))
        .maxOutput(entry.tokens("max_tokens"))
        .pricing(pricing(entry.in("pricing"), prices, draft.id()));
    entry.texts("tags").forEach(tag -> Features.add(tag, draft));
  }

  private static final Map<String, String> TIERS =
      Map.of(
          "input_tiers", PricesDraft.PROMPT,
          "output_tiers", PricesDraft.COMPLETION,
          "input_cache_read_tiers", PricesDraft.CACHE_READ,
          "input_cache_write_tiers", PricesDraft.CACHE_WRITE);

  private static Pricing pricing(Entry pricing, PriceReader reader, String modelId) {
    PricesDraft base =
        new PricesDraft(reader, modelId)
            .read(PricesDraft.PROMPT, pricing.at("input"))
            .read(PricesDraft.COMPLETION, pricing.at("output"))
            .read(PricesDraft.CACHE_READ, pricing.at("input_cache_read"))
            .read(PricesDraft.CACHE_WRITE, pricing.at("input_cache_write"))
            .read("image", pricing.at("image"))
            .read("web_search", pricing.at("web_search"));
    // Tokens from which on a tier holds -> its prices.
    TreeMap<Long, Map<String, Price>> tiers = new TreeMap<>();
    TIERS.forEach(
        (field, key) -> {
          for (Entry tier : pricing.entries(field)) {
            Price price = reader.read(tier.at("cost"), modelId);
            long from = tier.tokens("min").orElse(0);
            if (from > 0 && !(price instanceof Price.Unknown)) {
              tiers.computeIfAbsent(from, f -> new TreeMap<>()).put(key, price);
            }
          }
        });
    List<PriceTier> above = new ArrayList<>();
    tiers.forEach((from, prices) -> above.add(new PriceTier(from - 1, -1, -1, prices)));
    return base.pricing(above);
  }
}
