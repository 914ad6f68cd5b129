package dev.arobase.catalog.list;

import dev.arobase.catalog.Price;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The Hugging Face router: several providers behind each model. Which one serves a request is
 * decided there, so a price on which they differ is dynamic.
 */
final class HuggingFaceList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    Entry architecture = entry.in("architecture");
    Set<String> outputs = architecture.texts("output_modalities");
    PlainFields.read(entry, draft);
    draft
        .huggingFaceId(Optional.of(draft.id()))
        .modalities(architecture.texts("input_modalities"), outputs)
        .type(StatedType.ofOutputs(outputs));
    List<Entry> all = entry.entries("providers");
    List<Entry> live =
        all.stream()
            .filter(p -> p.text("status").filter(s -> !s.equals("live")).isEmpty())
            .toList();
    if (!all.isEmpty() && live.isEmpty()) {
      draft.expiry(Optional.of(new Expiry(Optional.empty(), "no provider behind it is live")));
    }
    long context =
        live.stream().mapToLong(p -> p.tokens("context_length").orElse(0)).max().orElse(0);
    draft
        .contextLength(context > 0 ? OptionalLong.of(context) : OptionalLong.empty())
        .pricing(
            new PricesDraft(prices, draft.id())
                .put(PricesDraft.PROMPT, common(live, "pricing.input", prices, draft.id()))
                .put(PricesDraft.COMPLETION, common(live, "pricing.output", prices, draft.id()))
                .pricing());
    live.forEach(p -> PlainFields.tools(p, draft, "supports_tools"));
    if (live.stream().anyMatch(p -> p.isTrue("supports_structured_output"))) {
      draft.supports("response_format").supports("structured_outputs");
    }
  }

  /** The one price of all that are live; unknown when any of them states none. */
  private static Price common(List<Entry> live, String path, PriceReader reader, String modelId) {
    List<Price> prices =
        live.stream().map(p -> reader.read(p.at(path), modelId)).distinct().toList();
    if (prices.isEmpty() || prices.contains(Price.UNKNOWN)) {
      return Price.UNKNOWN;
    }
    return prices.size() == 1 ? prices.getFirst() : Price.DYNAMIC;
  }
}
