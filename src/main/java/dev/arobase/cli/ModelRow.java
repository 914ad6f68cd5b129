package dev.arobase.cli;

import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.Model;
import dev.arobase.catalog.Offering;
import dev.arobase.catalog.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of the catalog: a model at the price of its cheapest offering.
 *
 * @param id what a request would name
 * @param context the longest one offered, in tokens
 * @param prompt and completion: USD per token
 * @param providers who offers it
 */
record ModelRow(
    String id, OptionalLong context, Price prompt, Price completion, List<String> providers) {

  /** Cheapest first by prompt and completion price; unknown and dynamic ones last. */
  private static final Comparator<Offering> BY_PRICE =
      Comparator.comparing((Offering offering) -> amount(offering.pricing().prompt()))
          .thenComparing(offering -> amount(offering.pricing().completion()));

  private static final BigDecimal UNPRICED = BigDecimal.valueOf(Long.MAX_VALUE);

  /** By id. With a provider, what it offers alone. */
  static List<ModelRow> of(CatalogSnapshot snapshot, Optional<String> provider) {
    List<ModelRow> rows = new ArrayList<>();
    for (Model model : snapshot.models()) {
      List<Offering> offerings =
          model.offerings().stream()
              .filter(offering -> provider.isEmpty() || offering.provider().equals(provider.get()))
              .toList();
      if (model.canonical()) {
        row(model.id(), offerings).ifPresent(rows::add);
      } else {
        for (Offering offering : offerings) {
          String id = "@" + offering.provider() + "/" + offering.upstreamId();
          row(id, List.of(offering)).ifPresent(rows::add);
        }
      }
    }
    rows.sort(Comparator.comparing(ModelRow::id));
    return rows;
  }

  private static Optional<ModelRow> row(String id, List<Offering> offerings) {
    return offerings.stream()
        .min(BY_PRICE)
        .map(
            cheapest ->
                new ModelRow(
                    id,
                    offerings.stream()
                        .flatMapToLong(offering -> offering.contextLength().stream())
                        .max(),
                    cheapest.pricing().prompt(),
                    cheapest.pricing().completion(),
                    offerings.stream().map(Offering::provider).distinct().toList()));
  }

  private static BigDecimal amount(Price price) {
    return price instanceof Price.Known known ? known.usd() : UNPRICED;
  }
}
