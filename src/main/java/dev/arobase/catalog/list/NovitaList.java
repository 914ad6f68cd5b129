package dev.arobase.catalog.list;

import dev.arobase.catalog.ModelType;
import java.util.Optional;

/**
 * Novita: prices are integers, 1/10000 USD per million tokens; a status other than 1 is out of
 * service.
 */
final class NovitaList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    draft
        .name(entry.text("display_name").or(() -> entry.text("title")))
        .type(entry.text("model_type").map(StatedType::of).orElse(ModelType.UNKNOWN))
        .contextLength(entry.tokens("context_size"))
        .maxOutput(entry.tokens("max_output_tokens"))
        .pricing(
            new PricesDraft(prices, draft.id())
                .read(PricesDraft.PROMPT, entry.at("input_token_price_per_m"))
                .read(PricesDraft.COMPLETION, entry.at("output_token_price_per_m"))
                .pricing());
    if (entry.texts("features").contains("function-calling")) {
      draft.supports("tools").supports("tool_choice");
    }
    if (entry.at("status").isNumber() && entry.at("status").intValue() != 1) {
      draft.expiry(Optional.of(new Expiry(Optional.empty(), "out of service at its provider")));
    }
  }
}
