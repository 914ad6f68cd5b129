package dev.arobase.upstream;

import java.time.Duration;

/**
 * When a breaker opens and for how long.
 *
 * @param failures in a row that open it
 * @param rate share of failed outcomes within the window that opens it, from 0 to 1, once there are
 *     at least twice {@code failures} outcomes
 * @param cooldown until a probe is let through
 */
public record BreakerSettings(int failures, double rate, Duration window, Duration cooldown) {
  public BreakerSettings {
    if (failures < 1
        || !(rate > 0 && rate <= 1)
        || window.toMillis() < 1
        || cooldown.toMillis() < 1) {
      throw new IllegalArgumentException(
          "failures " + failures + ", rate " + rate + ", window " + window + ", " + cooldown);
    }
  }
}
