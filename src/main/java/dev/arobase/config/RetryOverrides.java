package dev.arobase.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** What a provider or a route says about retries; what it does not say stays as it was. */
public record RetryOverrides(
    OptionalInt attempts,
    Optional<Set<Integer>> on,
    Optional<Duration> maxDelay,
    OptionalDouble budget,
    OptionalInt budgetMin) {

  public static final RetryOverrides NONE =
      new RetryOverrides(
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          OptionalInt.empty());

  public RetryOverrides {
    on = on.map(Set::copyOf);
  }

  /** These, and those of {@code inner} where these say nothing. */
  public RetryOverrides over(RetryOverrides inner) {
    return new RetryOverrides(
        attempts.isPresent() ? attempts : inner.attempts,
        on.or(inner::on),
        maxDelay.or(inner::maxDelay),
        budget.isPresent() ? budget : inner.budget,
        budgetMin.isPresent() ? budgetMin : inner.budgetMin);
  }
}
