package dev.arobase.catalog.list;

import dev.arobase.catalog.ModelType;
import java.util.Set;

/**
 * Mistral: capabilities, aliases and a date of deprecation; its documentation also shows a bare
 * array.
 */
final class MistralList implements ListParser {

  @Override
  public boolean bare() {
    return true;
  }

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft.contextLength(entry.tokens("max_context_length")).type(ModelType.UNKNOWN);
    if (entry.isTrue("capabilities.completion_chat")) {
      boolean sees = entry.isTrue("capabilities.vision");
      draft
          .type(ModelType.CHAT)
          .modalities(sees ? Set.of("text", "image") : Set.of("text"), Set.of("text"));
    }
    PlainFields.tools(entry, draft, "capabilities.function_calling");
    entry.texts("aliases").forEach(draft::alias);
  }
}
