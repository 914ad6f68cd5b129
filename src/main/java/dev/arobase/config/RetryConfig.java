package dev.arobase.config;

import java.time.Duration;
import java.util.Set;

/**
 * When the same target is tried again.
 *
 * @param attempts repeats at the same target; 0 for none
 * @param on upstream statuses after which it is tried again
 * @param maxDelay a longer Retry-After is not waited for
 * @param budget the share of a provider's requests that may be repeats, 0 to 1
 * @param budgetMin repeats that are allowed whatever the share, per minute
 */
public record RetryConfig(
    int attempts, Set<Integer> on, Duration maxDelay, double budget, int budgetMin) {

  public static final RetryConfig BUILT_IN =
      new RetryConfig(2, Set.of(429, 500, 502, 503, 504), Duration.ofSeconds(20), 0.2, 10);

  public RetryConfig {
    on = Set.copyOf(on);
  }

  /** This with what the overrides say in its place. */
  public RetryConfig with(RetryOverrides overrides) {
    return new RetryConfig(
        overrides.attempts().orElse(attempts),
        overrides.on().orElse(on),
        overrides.maxDelay().orElse(maxDelay),
        overrides.budget().orElse(budget),
        overrides.budgetMin().orElse(budgetMin));
  }
}
