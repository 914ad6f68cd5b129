package dev.arobase.catalog.list;

import java.util.Optional;
import java.util.Set;

/** Ollama's own list of tags. */
final class OllamaTagsList implements ListParser {

  @Override
  public Set<String> arrays() {
    return Set.of("models");
  }

  @Override
  public Optional<String> id(Entry entry) {
    return entry.text("name").or(() -> entry.text("model"));
  }

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    draft.created(entry.seconds("modified_at")).ownedBy(entry.text("details.family"));
  }
}
