package dev.arobase.upstream;

import dev.arobase.config.RetryConfig;
import dev.arobase.resolve.ClientTerms;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How often, when and for how long.
 *
 * @param attempts how many times the same target is tried again
 * @param on statuses after which the same target is tried again; a failure without a status counts
 *     as 504 when something took too long, else as 502
 * @param maxDelay the longest pause before the same target; a longer Retry-After is returned
 * @param maxAttempts per request, all targets together
 * @param honoursRetryAfter whether the pause is as long as the upstream asks for
 */
public record RetrySettings(
    int attempts, Set<Integer> on, Duration maxDelay, int maxAttempts, boolean honoursRetryAfter) {

  public RetrySettings(int attempts, Set<Integer> on, Duration maxDelay, int maxAttempts) {
    this(attempts, on, maxDelay, maxAttempts, true);
  }

  /** The configured ones for a target, with what the request's own configuration says of it. */
  static RetrySettings of(RetryConfig retry, int maxAttempts, Optional<ClientTerms> terms) {
    return new RetrySettings(
        retry.attempts(),
        retry.on(),
        retry.maxDelay(),
        maxAttempts,
        terms.map(ClientTerms::honoursRetryAfter).orElse(true));
  }

  public RetrySettings {
    if (attempts < 0 || maxAttempts < 1 || maxDelay.isNegative()) {
      throw new IllegalArgumentException(
          "attempts " + attempts + ", max_attempts " + maxAttempts + ", max_delay " + maxDelay);
    }
    on = Set.copyOf(on);
  }
}
