package dev.arobase.catalog.list;

import com.fasterxml.jackson.databind.JsonNode;

/** Chutes: OpenRouter's names for prices, but numbers in USD per million. */
final class ChutesList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft
        .contextLength(entry.tokens("context_length", "max_model_len"))
        .maxOutput(entry.tokens("max_output_length"))
        .modalities(entry.texts("input_modalities"), entry.texts("output_modalities"))
        .pricing(
            new PricesDraft(prices, draft.id())
                .read(PricesDraft.PROMPT, first(entry, "pricing.prompt", "price.input.usd"))
                .read(
                    PricesDraft.COMPLETION, first(entry, "pricing.completion", "price.output.usd"))
                .read(
                    PricesDraft.CACHE_READ,
                    first(entry, "pricing.input_cache_read", "price.input_cache_read.usd"))
                .pricing());
    entry.texts("supported_features").forEach(f -> Features.add(f, draft));
  }

  private static JsonNode first(Entry entry, String path, String otherwise) {
    return entry.has(path) ? entry.at(path) : entry.at(otherwise);
  }
}
