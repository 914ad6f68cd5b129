package dev.arobase.account;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a request cost, and whether the upstream's own figure and ours disagree.
 *
 * @param drift present when both are known and more than 1 % apart; the cost is the upstream's
 */
public record Bill(Cost cost, Optional<Drift> drift) {

  /** Two figures for one request, in USD. */
  public record Drift(BigDecimal reported, BigDecimal computed) {}
}
