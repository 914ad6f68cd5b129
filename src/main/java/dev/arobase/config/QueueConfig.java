package dev.arobase.config;

import java.time.Duration;

/**
 * Who may wait for a place at a provider that has {@code max_concurrent} requests in flight.
 *
 * @param length requests at once; 0 for none
 * @param maxWait for how long
 */
public record QueueConfig(int length, Duration maxWait) {
  public static final QueueConfig BUILT_IN = new QueueConfig(64, Duration.ofSeconds(1));
}
