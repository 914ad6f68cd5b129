package dev.arobase.config;

import java.time.Duration;

/**
 * When a provider's model is left alone for a while.
 *
 * @param failures in a row that open it
 * @param rate the share of failures within the window that opens it, 0 to 1, among at least twice
 *     {@code failures} outcomes
 * @param cooldown until one probe is let through
 */
public record BreakerConfig(int failures, double rate, Duration window, Duration cooldown) {
  public static final BreakerConfig BUILT_IN =
      new BreakerConfig(5, 0.5, Duration.ofSeconds(30), Duration.ofSeconds(15));
}
