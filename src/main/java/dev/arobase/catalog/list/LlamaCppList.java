package dev.arobase.catalog.list;

/** llama.cpp: the id is an alias or the path of a file. */
final class LlamaCppList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft.contextLength(entry.tokens("meta.n_ctx", "meta.n_ctx_train"));
  }
}
