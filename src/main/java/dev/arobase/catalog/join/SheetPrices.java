package dev.arobase.catalog.join;

import dev.arobase.catalog.Pricing;
import dev.arobase.catalog.list.ListRow;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Prices from price sheets, for offerings whose own list states none. A sheet's row has {@code
 * provider/model} as its id; an earlier sheet wins.
 */
final class SheetPrices {

  private final Map<String, HeldRow> byId = new HashMap<>();

  SheetPrices(List<HeldList> sheets) {
    for (HeldList sheet : sheets) {
      for (HeldRow held : sheet.rows()) {
        byId.putIfAbsent(key(held.row().id()), held);
      }
    }
  }

  /** Sheets write {@code fireworks_ai} and {@code togetherai} for what has dashes here. */
  private static String key(String providerAndModel) {
    String lower = providerAndModel.toLowerCase(Locale.ROOT);
    int slash = lower.indexOf('/');
    return lower.substring(0, slash).replaceAll("[-_ ]", "") + lower.substring(slash);
  }

  /**
   * The sheet's price of an offering, quarantined by the same rules as a provider's own.
   *
   * @param canonical the model's canonical price
   */
  Optional<Pricing> find(ProviderPlan plan, ListRow row, Optional<Pricing> canonical) {
    if (byId.isEmpty()) {
      return Optional.empty();
    }
    return plan.names().stream()
        .map(name -> byId.get(key(name + "/" + row.id())))
        .filter(held -> held != null)
        .findFirst()
        .map(
            held -> {
              Pricing price = held.row().pricing();
              boolean lures = canonical.filter(c -> PriceJump.lures(price, c)).isPresent();
              boolean quarantined = held.memory().jumped() || (lures && held.memory().isNew());
              return price.withQuarantined(quarantined);
            });
  }
}
