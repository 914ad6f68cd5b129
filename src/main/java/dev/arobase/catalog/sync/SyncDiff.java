package dev.arobase.catalog.sync;

import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.Model;
import dev.arobase.catalog.Offering;
import dev.arobase.catalog.Price;
import dev.arobase.catalog.Pricing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sync changed.
 *
 * @param added offerings as {@code @provider/upstream-id}
 * @param gone likewise
 * @param dearer offerings of which a price rose and none fell
 * @param cheaper offerings of which a price fell
 * @param repriced offerings of which a price became known, unknown or dynamic, and no known one
 *     moved
 * @param quarantined offerings whose price waits for a second sync
 * @param confirmed offerings whose price has waited and is believed now
 */
public record SyncDiff(
    List<String> added,
    List<String> gone,
    List<PriceChange> dearer,
    List<PriceChange> cheaper,
    List<PriceChange> repriced,
    List<String> quarantined,
    List<String> confirmed) {

  /** An offering's prices before and after. */
  public record PriceChange(String offering, Pricing before, Pricing after) {}

  public SyncDiff {
    added = List.copyOf(added);
    gone = List.copyOf(gone);
    dearer = List.copyOf(dearer);
    cheaper = List.copyOf(cheaper);
    repriced = List.copyOf(repriced);
    quarantined = List.copyOf(quarantined);
    confirmed = List.copyOf(confirmed);
  }

  public boolean isEmpty() {
    return added.isEmpty()
        && gone.isEmpty()
        && dearer.isEmpty()
        && cheaper.isEmpty()
        && repriced.isEmpty()
        && quarantined.isEmpty()
        && confirmed.isEmpty();
  }

  /** The way from one snapshot to another; each list in the order of the offerings' names. */
  public static SyncDiff between(CatalogSnapshot before, CatalogSnapshot after) {
    Map<String, Pricing> old = prices(before);
    Map<String, Pricing> now = prices(after);
    List<String> added = new ArrayList<>();
    List<PriceChange> dearer = new ArrayList<>();
    List<PriceChange> cheaper = new ArrayList<>();
    List<PriceChange> repriced = new ArrayList<>();
    List<String> quarantined = new ArrayList<>();
    List<String> confirmed = new ArrayList<>();
    now.forEach(
        (name, price) -> {
          if (price.quarantined()) {
            quarantined.add(name);
          }
          Pricing was = old.get(name);
          if (was == null) {
            added.add(name);
            return;
          }
          int prompt = direction(was.prompt(), price.prompt());
          int completion = direction(was.completion(), price.completion());
          if (prompt < 0 || completion < 0) {
            cheaper.add(new PriceChange(name, was, price));
          } else if (prompt > 0 || completion > 0) {
            dearer.add(new PriceChange(name, was, price));
          } else if (!was.prompt().equals(price.prompt())
              || !was.completion().equals(price.completion())) {
            repriced.add(new PriceChange(name, was, price));
          }
          if (was.quarantined() && !price.quarantined()) {
            confirmed.add(name);
          }
        });
    List<String> gone = old.keySet().stream().filter(name -> !now.containsKey(name)).toList();
    return new SyncDiff(added, gone, dearer, cheaper, repriced, quarantined, confirmed);
  }

  private static Map<String, Pricing> prices(CatalogSnapshot snapshot) {
    Map<String, Pricing> prices = new TreeMap<>();
    for (Model model : snapshot.models()) {
      for (Offering offering : model.offerings()) {
        prices.put("@" + offering.provider() + "/" + offering.upstreamId(), offering.pricing());
      }
    }
    return prices;
  }

  private static int direction(Price before, Price after) {
    return before instanceof Price.Known(BigDecimal was)
            && after instanceof Price.Known(BigDecimal is)
        ? is.compareTo(was)
        : 0;
  }
}
