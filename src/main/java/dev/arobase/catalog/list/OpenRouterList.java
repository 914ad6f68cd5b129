package dev.arobase.catalog.list;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** OpenRouter: prices as text, a discount on them, overrides by prompt length and time of day. */
final class OpenRouterList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    Entry architecture = entry.in("architecture");
    Set<String> outputs = architecture.texts("output_modalities");
    draft
        .name(entry.text("name"))
        .huggingFaceId(entry.text("hugging_face_id"))
        .canonicalSlug(entry.text("canonical_slug"))
        .created(entry.seconds("created"))
        .contextLength(entry.tokens("context_length", "top_provider.context_length"))
        .maxOutput(entry.tokens("top_provider.max_completion_tokens"))
        .modalities(architecture.texts("input_modalities"), outputs)
        .type(StatedType.ofOutputs(outputs))
        .pricing(OpenRouterPrices.read(entry.in("pricing"), prices, draft.id()));
    entry.texts("supported_parameters").forEach(draft::supports);
  }

  @Override
  public Optional<NextPage> next(Map<String, String> top) {
    return Optional.ofNullable(top.get("links.next"))
        .filter(address -> !address.isEmpty())
        .map(NextPage.Link::new);
  }
}
