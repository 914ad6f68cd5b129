package dev.arobase.catalog.list;

import java.util.Set;

/** ZenMux: tiers, each with its own unit, currency and conditions. */
final class ZenMuxList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    Set<String> outputs = entry.texts("output_modalities");
    PlainFields.read(entry, draft);
    draft
        .contextLength(entry.tokens("context_length"))
        .modalities(entry.texts("input_modalities"), outputs)
        .type(StatedType.ofOutputs(outputs))
        .pricing(ZenMuxPrices.read(entry.in("pricings"), prices, draft.id()));
    if (entry.isTrue("capabilities.reasoning")) {
      draft.supports("reasoning");
    }
  }
}
