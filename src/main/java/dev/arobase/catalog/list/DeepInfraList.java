package dev.arobase.catalog.list;

import dev.arobase.catalog.ModelType;
import java.util.Set;

/**
 * DeepInfra beside its OpenAI-compatible paths: everything under {@code metadata}, which may be
 * null; a {@code pricing} at the top level is not its own.
 */
final class DeepInfraList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    draft
        .ownedBy(entry.text("owned_by"))
        .created(entry.seconds("created"))
        .contextLength(entry.tokens("metadata.context_length"))
        .maxOutput(entry.tokens("metadata.max_tokens"))
        .pricing(
            new PricesDraft(prices, draft.id())
                .read(PricesDraft.PROMPT, entry.at("metadata.pricing.input_tokens"))
                .read(PricesDraft.COMPLETION, entry.at("metadata.pricing.output_tokens"))
                .read(PricesDraft.CACHE_READ, entry.at("metadata.pricing.cache_read_tokens"))
                .read(PricesDraft.CACHE_WRITE, entry.at("metadata.pricing.cache_write_tokens"))
                .pricing());
    if (entry.has("metadata.pricing.output_tokens")) {
      boolean sees = entry.texts("metadata.tags").contains("vision");
      draft
          .type(ModelType.CHAT)
          .modalities(sees ? Set.of("text", "image") : Set.of("text"), Set.of("text"));
    }
  }
}
