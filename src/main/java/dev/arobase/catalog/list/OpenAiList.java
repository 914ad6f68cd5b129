package dev.arobase.catalog.list;

/**
 * The plain list: ids, and the context under whatever name the server has for it. Prices only where
 * the entry declares a unit.
 */
final class OpenAiList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft.contextLength(
        entry.tokens(
            "context_length",
            "context_window",
            "max_context_length",
            "max_model_len",
            "meta.n_ctx_train"));
    draft.pricing(PlainFields.pricing(entry, prices, draft.id()));
  }
}
