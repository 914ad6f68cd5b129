package dev.arobase.catalog.list;

import dev.arobase.catalog.ModelType;
import java.util.Set;

/** Fireworks: ids are paths of accounts; flags say what a model can do. */
final class FireworksList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft.contextLength(entry.tokens("context_length"));
    if (entry.isTrue("supports_chat")) {
      boolean sees = entry.isTrue("supports_image_input");
      draft
          .type(ModelType.CHAT)
          .modalities(sees ? Set.of("text", "image") : Set.of("text"), Set.of("text"));
    } else {
      draft.type(entry.text("kind").map(StatedType::of).orElse(ModelType.UNKNOWN));
    }
    PlainFields.tools(entry, draft, "supports_tools");
  }
}
