package dev.arobase.upstream;

import java.time.Duration;

/**
 * Two kinds of outcomes counted over the last while. Immutable, so that a holder swaps it by
 * compare-and-set: two dozen longs are copied per outcome, and nothing is locked.
 *
 * <p>The window is divided into slots; an outcome is forgotten with its slot, between 11 and 12
 * twelfths of the window after it was counted.
 */
final class OutcomeWindow {
  private static final int SLOTS = 12;

  /** From now on the sums are of one slot each, at {@code index % SLOTS}. */
  private final long slotNanos;

  private final long latestSlot;
  private final long[] good;
  private final long[] bad;

  private OutcomeWindow(long slotNanos, long latestSlot, long[] good, long[] bad) {
    this.slotNanos = slotNanos;
    this.latestSlot = latestSlot;
    this.good = good;
    this.bad = bad;
  }

  static OutcomeWindow empty(Duration window, long nowNanos) {
    long slotNanos = Math.max(1, window.toNanos() / SLOTS);
    return new OutcomeWindow(
        slotNanos, Math.floorDiv(nowNanos, slotNanos), new long[SLOTS], new long[SLOTS]);
  }

  /**
   * @param moreGood negative to take back what was counted earlier
   */
  OutcomeWindow plus(long nowNanos, long moreGood, long moreBad) {
    // A thread that read the clock before another one counts into the latest slot.
    long slot = Math.max(latestSlot, Math.floorDiv(nowNanos, slotNanos));
    long[] nextGood = good.clone();
    long[] nextBad = bad.clone();
    for (long passed = latestSlot + 1; passed <= slot && passed <= latestSlot + SLOTS; passed++) {
      int stale = indexOf(passed);
      nextGood[stale] = 0;
      nextBad[stale] = 0;
    }
    nextGood[indexOf(slot)] += moreGood;
    nextBad[indexOf(slot)] += moreBad;
    return new OutcomeWindow(slotNanos, slot, nextGood, nextBad);
  }

  long good(long nowNanos) {
    return sum(good, nowNanos);
  }

  long bad(long nowNanos) {
    return sum(bad, nowNanos);
  }

  private long sum(long[] slots, long nowNanos) {
    long oldest = Math.floorDiv(nowNanos, slotNanos) - SLOTS + 1;
    long sum = 0;
    for (long slot = Math.max(oldest, latestSlot - SLOTS + 1); slot <= latestSlot; slot++) {
      sum += slots[indexOf(slot)];
    }
    // What is taken back may have been forgotten a moment before.
    return Math.max(0, sum);
  }

  private static int indexOf(long slot) {
    return Math.floorMod(slot, SLOTS);
  }
}
