package dev.arobase.catalog.list;

/** vLLM and SGLang. */
final class VllmList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft
        .contextLength(entry.tokens("max_model_len"))
        .pricing(PlainFields.pricing(entry, prices, draft.id()));
  }
}
