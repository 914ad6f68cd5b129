package dev.arobase.upstream;

import dev.arobase.exchange.Failure;
import dev.arobase.exchange.Fault;
import dev.arobase.exchange.Repeat;
import dev.arobase.exchange.StatusRow;
import java.time.Duration;
import java.util.Optional;

/** Try again, where, when? One pure function; the reason stands above each no. */
public final class RetryPolicy {
  private RetryPolicy() {}

  /** The pause before the first repeat of the same target; it doubles with each further one. */
  static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** What follows. */
  public static Next decide(Situation now) {
    Failure failure = now.failure();

    // The client holds a part of this answer: a second one would be mixed into it.
    if (now.committed()) {
      return new Next.GiveUp("the answer has begun");
    }
    // Every target would say the same, or nobody waits any more.
    if (failure.repeat() == Repeat.NEVER && !isAskedFor(now)) {
      return new Next.GiveUp("final: " + failure.reason());
    }
    // The request, not the target, has used up what it may cost.
    if (now.progress().attempts() >= now.settings().maxAttempts()) {
      return new Next.GiveUp("max_attempts");
    }
    // No time for another answer.
    if (!now.deadlineLeft().isPositive()) {
      return new Next.GiveUp("no time left");
    }
    // It may have been done or paid already.
    if (!now.kind().mayRepeatAfter(failure)) {
      return new Next.GiveUp("must not be repeated after " + failure.reason());
    }

    if (failure.repeat() == Repeat.ON_REUSED_CONNECTION && mayRepeatStale(now)) {
      return new Next.SameTargetNow("stale connection");
    }
    if (now.otherKey() && concernsKey(failure)) {
      return new Next.OtherKey();
    }
    if (!now.lastCandidate() && failure.repeat() != Repeat.NEVER) {
      return new Next.NextCandidate();
    }
    return sameTarget(now);
  }

  /** Whoever lists a client error's status wants it repeated, as pointless as it mostly is. */
  private static boolean isAskedFor(Situation now) {
    return now.failure() instanceof Failure.BadStatus bad
        && bad.row() == StatusRow.CLIENT_ERROR
        && now.settings().on().contains(bad.complaint().status());
  }

  private static boolean mayRepeatStale(Situation now) {
    return !now.progress().staleRepeatedHere() && now.clientRetryCount() == 0 && now.budgetLeft();
  }

  private static Next sameTarget(Situation now) {
    Failure failure = now.failure();

    // Our own limit: its queue was the wait.
    if (failure.fault() == Fault.GATEWAY) {
      return new Next.GiveUp("own limit");
    }
    // The client repeats by itself; ours on top would multiply.
    if (now.clientRetryCount() > 0) {
      return new Next.GiveUp("the client repeats itself");
    }
    // The same offering won't have learnt the model, nor grown its context.
    if (failure instanceof Failure.BadStatus bad
        && (bad.row() == StatusRow.MODEL_NOT_FOUND || bad.row() == StatusRow.CONTEXT_LENGTH)) {
      return new Next.GiveUp("final here: " + failure.reason());
    }
    // Not among the statuses that the operator wants repeated.
    if (!now.settings().on().contains(statusOf(failure))) {
      return new Next.GiveUp("status " + statusOf(failure) + " is not repeated");
    }
    // The operator's number of repeats is used up.
    if (now.progress().repeatsHere() >= now.settings().attempts()) {
      return new Next.GiveUp("retry.attempts");
    }
    // Too many repeats at this provider already: more would be the storm that keeps it down.
    if (!now.budgetLeft()) {
      return new Next.GiveUp("retry budget");
    }
    Optional<Duration> asked =
        now.settings().honoursRetryAfter() ? retryAfter(failure) : Optional.empty();
    // The client can wait that long by itself, with nothing held here.
    if (asked.filter(wait -> wait.compareTo(now.settings().maxDelay()) > 0).isPresent()) {
      return new Next.GiveUp("Retry-After beyond retry.max_delay");
    }
    Duration delay = asked.orElseGet(() -> pause(now));
    // The total limit would pass while waiting.
    if (delay.compareTo(now.deadlineLeft()) >= 0) {
      return new Next.GiveUp("no time left to wait");
    }
    return new Next.SameTargetAfter(delay);
  }

  /**
   * Doubling, between half and all of it, so that those who failed together don't come together.
   */
  private static Duration pause(Situation now) {
    int doublings = Math.min(now.progress().repeatsHere(), 20);
    long full = Math.min(FIRST_PAUSE.toMillis() << doublings, now.settings().maxDelay().toMillis());
    return Duration.ofMillis(full / 2 + (long) (full / 2.0 * now.jitter()));
  }

  /** A dead host is dead for each of its keys; only these rows speak about one key. */
  private static boolean concernsKey(Failure failure) {
    return failure instanceof Failure.BadStatus bad
        && (bad.row() == StatusRow.RATE_LIMITED || bad.row() == StatusRow.KEY_REFUSED);
  }

  private static Optional<Duration> retryAfter(Failure failure) {
    return failure instanceof Failure.BadStatus bad
        ? bad.complaint().retryAfter()
        : Optional.empty();
  }

  /** The status that {@code retry.on} is asked about. */
  static int statusOf(Failure failure) {
    return switch (failure) {
      // Words before numbers: a 429 without credit left is a 402.
      case Failure.BadStatus bad ->
          bad.row() == StatusRow.KEY_REFUSED && bad.complaint().status() == 429
              ? 402
              : bad.complaint().status();
      case Failure.TimedOut ignored -> 504;
      default -> 502;
    };
  }
}
