package dev.arobase.catalog.list;

import dev.arobase.catalog.Price;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * NEAR: an amount and a power of ten per token in one form of the list, prices per million in the
 * other.
 */
final class NearList implements ListParser {

  @Override
  public Set<String> arrays() {
    return Set.of("models", "data");
  }

  @Override
  public Optional<String> id(Entry entry) {
    return entry.text("modelId").or(() -> entry.text("id"));
  }

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    draft
        .name(entry.text("metadata.modelDisplayName").or(() -> entry.text("name")))
        .ownedBy(entry.text("owned_by"))
        .created(entry.seconds("created"))
        .contextLength(entry.tokens("metadata.contextLength", "context_length"))
        .pricing(
            new PricesDraft(prices, draft.id())
                .put(PricesDraft.PROMPT, price(entry, "input", prices, draft.id()))
                .put(PricesDraft.COMPLETION, price(entry, "output", prices, draft.id()))
                .put(PricesDraft.CACHE_READ, price(entry, "cacheRead", prices, draft.id()))
                .pricing());
  }

  /** USD per token that 1 stands for in the form of the list with {@code pricing}. */
  private static final BigDecimal PER_MILLION = new BigDecimal("0.000001");

  private static final Map<String, String> NAMES =
      Map.of("input", "prompt", "output", "completion", "cacheRead", "input_cache_read");

  private static Price price(Entry entry, String kind, PriceReader reader, String modelId) {
    Entry cost = entry.in(kind + "CostPerToken");
    if (cost.has("amount")) {
      boolean dollars = cost.text("currency").map(c -> c.equals("USD")).orElse(true);
      BigDecimal scale = cost.decimal("scale").orElse(BigDecimal.ZERO);
      boolean sane = scale.abs().compareTo(BigDecimal.valueOf(40)) <= 0;
      return dollars && sane
          ? reader.read(
              cost.at("amount"), modelId, BigDecimal.ONE.scaleByPowerOfTen(scale.intValue()))
          : Price.UNKNOWN;
    }
    String path = "pricing." + kind;
    return reader.read(
        entry.has(path) ? entry.at(path) : entry.at("pricing." + NAMES.getOrDefault(kind, kind)),
        modelId,
        PER_MILLION);
  }
}
