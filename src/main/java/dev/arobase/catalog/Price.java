package dev.arobase.catalog;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What one token (or request, image, …) costs in USD. Unknown, free and dynamic are different
 * things: an unknown price is never billed as 0, and a dynamic one is decided by the provider per
 * request.
 */
public sealed interface Price {

  /**
   * 12 significant digits: float noise such as 0.030000000000000002 per million is gone, real
   * differences are not.
   */
  MathContext PRECISION = new MathContext(12, RoundingMode.HALF_EVEN);

  BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  Price UNKNOWN = new Unknown();
  Price DYNAMIC = new Dynamic();
  Price FREE = new Known(BigDecimal.ZERO);

  record Known(BigDecimal usd) implements Price {
    public Known {
      if (usd.signum() < 0) {
        throw new IllegalArgumentException("negative price " + usd);
      }
      usd = usd.round(PRECISION).stripTrailingZeros();
    }

    /** A plain decimal, never with an exponent: {@code 0.00000003}. */
    public String plain() {
      return usd.toPlainString();
    }
  }

  record Unknown() implements Price {}

  record Dynamic() implements Price {}

  /** USD per token; a negative amount is dynamic. */
  static Price perToken(BigDecimal usd) {
    return usd.signum() < 0 ? DYNAMIC : new Known(usd);
  }

  /** USD per million tokens; a negative amount is dynamic. */
  static Price perMillion(BigDecimal usd) {
    return usd.signum() < 0
        ? DYNAMIC
        : new Known(usd.divide(MILLION, usd.scale() + 24, RoundingMode.HALF_EVEN));
  }
}
