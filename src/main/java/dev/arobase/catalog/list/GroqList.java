package dev.arobase.catalog.list;

/** Groq: context and output limits, no prices. */
final class GroqList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft
        .contextLength(entry.tokens("context_window"))
        .maxOutput(entry.tokens("max_completion_tokens"));
  }
}
