package dev.arobase.catalog.list;

import java.util.Optional;

/** Venice: everything under {@code model_spec}. */
final class VeniceList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    Entry spec = entry.in("model_spec");
    PlainFields.read(entry, draft);
    draft
        .name(spec.text("name"))
        .contextLength(spec.tokens("availableContextTokens"))
        .pricing(
            new PricesDraft(prices, draft.id())
                .read(PricesDraft.PROMPT, spec.at("pricing.input.usd"))
                .read(PricesDraft.COMPLETION, spec.at("pricing.output.usd"))
                .read(PricesDraft.CACHE_READ, spec.at("pricing.cache_input.usd"))
                .pricing());
    PlainFields.tools(spec, draft, "capabilities.supportsFunctionCalling");
    if (spec.isTrue("capabilities.supportsResponseSchema")) {
      draft.supports("response_format").supports("structured_outputs");
    }
    if (spec.isTrue("offline")) {
      draft.expiry(Optional.of(new Expiry(Optional.empty(), "offline at its provider")));
    }
  }
}
