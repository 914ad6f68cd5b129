package dev.arobase.upstream;

import java.time.Duration;

/**
 * The outcomes that decide whether a closed breaker opens. Immutable, so that a holder swaps it by
 * compare-and-set.
 *
 * @param failuresInRow since the last success
 * @param successes since the tally began
 */
record OutcomeTally(int failuresInRow, long successes, OutcomeWindow window) {

  /**
   * A success as it was counted.
   *
   * @param serial which one it was
   * @param rowEnded the failures in a row before it
   */
  record Success(long serial, int rowEnded, long nanos) {}

  static OutcomeTally empty(Duration window, long nowNanos) {
    return new OutcomeTally(0, 0, OutcomeWindow.empty(window, nowNanos));
  }

  OutcomeTally succeeded(long nowNanos) {
    return new OutcomeTally(0, successes + 1, window.plus(nowNanos, 1, 0));
  }

  /** The success that {@link #succeeded} counts next. */
  Success nextSuccess(long nowNanos) {
    return new Success(successes + 1, failuresInRow, nowNanos);
  }

  OutcomeTally failed(long nowNanos) {
    return new OutcomeTally(failuresInRow + 1, successes, window.plus(nowNanos, 0, 1));
  }

  /**
   * What was counted as a success turned out to be a failure.
   *
   * @param forgottenAfter the length of the window
   */
  OutcomeTally broke(Success success, Duration forgottenAfter, long nowNanos) {
    boolean stillCounted = nowNanos - success.nanos() < forgottenAfter.toNanos();
    // The row that it seemed to end goes on, unless another success has ended it since.
    int before = successes == success.serial() ? success.rowEnded() : 0;
    return new OutcomeTally(
        Math.max(failuresInRow, before) + 1,
        successes,
        window.plus(nowNanos, stillCounted ? -1 : 0, 1));
  }

  /** Whether, after a failure, it is too many. */
  boolean opens(BreakerSettings settings, long nowNanos) {
    long bad = window.bad(nowNanos);
    long all = bad + window.good(nowNanos);
    return failuresInRow >= settings.failures()
        || (all >= 2L * settings.failures() && bad >= settings.rate() * all);
  }
}
