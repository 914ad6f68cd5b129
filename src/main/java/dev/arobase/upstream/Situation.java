package dev.arobase.upstream;

import dev.arobase.exchange.Failure;
import java.time.Duration;

/**
 * Everything that decides what follows a failed attempt.
 *
 * @param progress including the attempt that just failed
 * @param lastCandidate no further target is left
 * @param otherKey the current target's provider has a key that isn't resting and wasn't tried
 * @param committed content has reached the client
 * @param clientRetryCount the client's own {@code X-Stainless-Retry-Count}, 0 without
 * @param budgetLeft the provider's retry budget has room
 * @param deadlineLeft until the total limit
 * @param jitter from 0 to less than 1, drawn for this decision
 */
public record Situation(
    Failure failure,
    RequestKind kind,
    RetrySettings settings,
    Progress progress,
    boolean lastCandidate,
    boolean otherKey,
    boolean committed,
    int clientRetryCount,
    boolean budgetLeft,
    Duration deadlineLeft,
    double jitter) {

  public Situation {
    if (jitter < 0 || jitter >= 1) {
      throw new IllegalArgumentException("jitter " + jitter);
    }
  }
}
