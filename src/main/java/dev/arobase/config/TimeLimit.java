package dev.arobase.config;

import java.time.Duration;
import java.util.Optional;

/**
 * A limit as somebody wrote it.
 *
 * @param duration empty for {@code off}
 */
public record TimeLimit(Optional<Duration> duration) {
  public static final TimeLimit OFF = new TimeLimit(Optional.empty());

  public static TimeLimit of(Duration duration) {
    return new TimeLimit(Optional.of(duration));
  }
}
