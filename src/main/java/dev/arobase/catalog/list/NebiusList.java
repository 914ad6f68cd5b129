package dev.arobase.catalog.list;

/** Nebius: context and prices only in the verbose form of the list. */
final class NebiusList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft
        .contextLength(entry.tokens("context_length", "max_model_len"))
        .pricing(PlainFields.pricing(entry, prices, draft.id()));
    entry.texts("supported_features").forEach(f -> Features.add(f, draft));
  }
}
