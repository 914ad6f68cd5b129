package dev.arobase.catalog.list;

import dev.arobase.catalog.ModelType;
import dev.arobase.catalog.Price;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * DeepInfra's own list: a bare array, prices in cents per token, cached input either in cents or as
 * a share of the input price.
 */
final class DeepInfraNativeList implements ListParser {

  @Override
  public Set<String> arrays() {
    return Set.of();
  }

  @Override
  public boolean bare() {
    return true;
  }

  @Override
  public Optional<String> id(Entry entry) {
    return entry.text("model_name");
  }

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PricesDraft collected =
        new PricesDraft(prices, draft.id())
            .read(PricesDraft.PROMPT, entry.at("pricing.cents_per_input_token"))
            .read(PricesDraft.COMPLETION, entry.at("pricing.cents_per_output_token"))
            .read(PricesDraft.CACHE_READ, entry.at("pricing.cents_per_input_token_cached"))
            .read("image_output", entry.at("pricing.cents_per_image_unit"));
    Optional<BigDecimal> ratio =
        entry.decimal("pricing.rate_per_input_token_cached").filter(r -> r.signum() >= 0);
    if (ratio.isPresent()
        && collected.map().get(PricesDraft.PROMPT) instanceof Price.Known input
        && !collected.map().containsKey(PricesDraft.CACHE_READ)) {
      collected.put(PricesDraft.CACHE_READ, new Price.Known(input.usd().multiply(ratio.get())));
    }
    draft
        .type(entry.text("type").map(StatedType::of).orElse(ModelType.UNKNOWN))
        .contextLength(entry.tokens("max_tokens"))
        .pricing(collected.pricing());
  }
}
