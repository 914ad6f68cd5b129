package dev.arobase.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits with a bound for what nobody can announce. */
public final class Eventually {
  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(2).toNanos();

  private Eventually() {}

  /** Whether the condition came true within that time. */
  public static boolean holds(Duration atMost, BooleanSupplier condition) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return true;
  }
}
