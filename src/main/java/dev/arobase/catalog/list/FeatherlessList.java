package dev.arobase.catalog.list;

/** Featherless: some 17,000 entries, priced by plan and not by token. */
final class FeatherlessList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft
        .contextLength(entry.tokens("context_length"))
        .maxOutput(entry.tokens("max_completion_tokens"));
  }
}
