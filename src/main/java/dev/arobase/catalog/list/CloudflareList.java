package dev.arobase.catalog.list;

/**
 * Cloudflare's AI gateway: ids carry the provider behind them; costs per token, in scientific
 * notation, -1 for none of its own.
 */
final class CloudflareList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft
        .contextLength(entry.tokens("context_length"))
        .pricing(
            new PricesDraft(prices, draft.id())
                .read(PricesDraft.PROMPT, entry.at("cost_in"))
                .read(PricesDraft.COMPLETION, entry.at("cost_out"))
                .pricing());
    String id = draft.id();
    PlainFields.afterSlash(id)
        .ifPresent(model -> draft.joinAs(id.substring(0, id.indexOf('/')), model));
  }
}
