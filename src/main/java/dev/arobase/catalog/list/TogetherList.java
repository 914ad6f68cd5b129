package dev.arobase.catalog.list;

/** Together: a bare array; 0 stands for what is priced otherwise. */
final class TogetherList implements ListParser {

  @Override
  public boolean bare() {
    return true;
  }

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft
        .ownedBy(entry.text("organization"))
        .contextLength(entry.tokens("context_length"))
        .pricing(PlainFields.pricing(entry, prices, draft.id()));
  }
}
