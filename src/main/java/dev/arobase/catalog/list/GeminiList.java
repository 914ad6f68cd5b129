package dev.arobase.catalog.list;

/** Google's OpenAI-compatible list: ids begin with {@code models/} and are accepted without it. */
final class GeminiList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    GeminiNames.read(draft);
  }
}
