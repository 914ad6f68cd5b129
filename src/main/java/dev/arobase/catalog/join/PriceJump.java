package dev.arobase.catalog.join;

import dev.arobase.catalog.Price;
import dev.arobase.catalog.Pricing;
import java.math.BigDecimal;
import java.util.Map;

/** Prices that are too far apart to be believed at once. */
final class PriceJump {

  /** More than this many times is a jump; exactly as many is not. */
  private static final BigDecimal FACTOR = BigDecimal.valueOf(20);

  private PriceJump() {}

  /** Whether any price known in both moved too far, up or down, to zero or from it. */
  static boolean between(Pricing before, Pricing after) {
    if (far(before.prompt(), after.prompt()) || far(before.completion(), after.completion())) {
      return true;
    }
    for (Map.Entry<String, Price> price : before.more().entrySet()) {
      Price now = after.more().getOrDefault(price.getKey(), Price.UNKNOWN);
      if (far(price.getValue(), now)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an offer is so far below the canonical price, or 0 beside it, that it lures. */
  static boolean lures(Pricing offer, Pricing canonical) {
    return farBelow(offer.prompt(), canonical.prompt())
        || farBelow(offer.completion(), canonical.completion());
  }

  private static boolean far(Price one, Price other) {
    return farBelow(one, other) || farBelow(other, one);
  }

  private static boolean farBelow(Price low, Price high) {
    return low instanceof Price.Known(BigDecimal lower)
        && high instanceof Price.Known(BigDecimal higher)
        && higher.signum() > 0
        && (lower.signum() == 0 || lower.multiply(FACTOR).compareTo(higher) < 0);
  }
}
