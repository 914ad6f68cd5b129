package dev.arobase.catalog.list;

import java.util.Set;

/** Moonshot: context, and flags for what a model takes in. */
final class MoonshotList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft.contextLength(entry.tokens("context_length"));
    if (entry.isTrue("supports_image_in")) {
      draft.modalities(Set.of("text", "image"), Set.of("text"));
    }
  }
}
