package dev.arobase.catalog.list;

import java.util.Set;

/**
 * xAI, both the plain list and the one of language models: integer prices, 1/10000 USD per million
 * tokens, and aliases.
 */
final class XaiList implements ListParser {

  @Override
  public Set<String> arrays() {
    return Set.of("data", "models");
  }

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    Set<String> outputs = entry.texts("output_modalities");
    PlainFields.read(entry, draft);
    draft
        .contextLength(entry.tokens("context_length"))
        .modalities(entry.texts("input_modalities"), outputs)
        .type(StatedType.ofOutputs(outputs))
        .pricing(
            new PricesDraft(prices, draft.id())
                .read(PricesDraft.PROMPT, entry.at("prompt_text_token_price"))
                .read(PricesDraft.COMPLETION, entry.at("completion_text_token_price"))
                .read(PricesDraft.CACHE_READ, entry.at("cached_prompt_text_token_price"))
                .read("image_token", entry.at("prompt_image_token_price"))
                .pricing());
    entry.texts("aliases").forEach(draft::alias);
  }
}
