package dev.arobase.account;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request cost in USD, exact, and who says so. Unknown is a case of its own and never 0; a
 * reported 0 is a 0.
 */
public sealed interface Cost {

  /** The upstream's own figure. */
  record Reported(BigDecimal amount) implements Cost {
    public Reported {
      requireNotNegative(amount);
    }
  }

  /** Tokens as the upstream counted them, times the serving provider's price. */
  record Computed(BigDecimal amount) implements Cost {
    public Computed {
      requireNotNegative(amount);
    }
  }

  /** The upstream gave no usage: tokens are an estimate, the price is not. */
  record Estimated(BigDecimal amount) implements Cost {
    public Estimated {
      requireNotNegative(amount);
    }
  }

  /** Not known. */
  record Unknown(Reason reason) implements Cost {}

  /** Why a cost is not known. */
  enum Reason {
    NO_USAGE,
    NO_PRICE,
    DYNAMIC_PRICE,
    NOT_SERVED;

    /** As it stands in metrics. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** USD; empty when unknown. */
  default Optional<BigDecimal> usd() {
    return switch (this) {
      case Reported cost -> Optional.of(cost.amount());
      case Computed cost -> Optional.of(cost.amount());
      case Estimated cost -> Optional.of(cost.amount());
      case Unknown _ -> Optional.empty();
    };
  }

  /** USD as a plain decimal without trailing zeros, as headers and log lines show it. */
  default Optional<String> plain() {
    return usd().map(Cost::plain);
  }

  /** The word of log lines and metrics: {@code reported, computed, estimated, unknown}. */
  default String source() {
    return switch (this) {
      case Reported _ -> "reported";
      case Computed _ -> "computed";
      case Estimated _ -> "estimated";
      case Unknown _ -> "unknown";
    };
  }

  /** A plain decimal without exponent and trailing zeros. */
  static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  private static void requireNotNegative(BigDecimal amount) {
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("negative cost " + plain(amount));
    }
  }
}
