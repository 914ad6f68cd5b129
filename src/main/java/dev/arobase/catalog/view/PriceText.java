package dev.arobase.catalog.view;

import dev.arobase.catalog.Price;
import java.math.BigDecimal;
import java.util.Optional;

/** Prices as clients read them. */
final class PriceText {

  /** Above any real one, so that unknown and dynamic prices come last. */
  private static final BigDecimal LAST = BigDecimal.valueOf(Long.MAX_VALUE);

  private static final String DYNAMIC = "-1";

  private PriceText() {}

  /** Plain decimal, {@code -1} for dynamic, empty for unknown. */
  static Optional<String> of(Price price) {
    return switch (price) {
      case Price.Known known -> Optional.of(known.plain());
      case Price.Dynamic dynamic -> Optional.of(DYNAMIC);
      case Price.Unknown unknown -> Optional.empty();
    };
  }

  static BigDecimal sortable(Price price) {
    return price instanceof Price.Known(BigDecimal usd) ? usd : LAST;
  }
}
