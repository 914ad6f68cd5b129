package dev.arobase.wire;

import io.vertx.core.MultiMap;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long an upstream asks to be left alone. */
public final class RetryAfter {

  /** Longer waits are told as this: nobody waits so long, and sums of times stay sums of times. */
  public static final Duration LONGEST = Duration.ofDays(1);

  private static final int MAX_CHARS = 40;

  private RetryAfter() {}

  /**
   * Reads {@code retry-after-ms}, else {@code retry-after} in seconds or as a date.
   *
   * @return empty for none and for nonsense; zero for a date that is over
   */
  public static Optional<Duration> of(MultiMap headers, Instant now) {
    return text(headers, "retry-after-ms")
        .flatMap(text -> number(text, 0))
        .or(() -> text(headers, "retry-after").flatMap(text -> secondsOrDate(text, now)));
  }

  private static Optional<String> text(MultiMap headers, String name) {
    return Optional.ofNullable(headers.get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty() && text.length() <= MAX_CHARS);
  }

  private static Optional<Duration> secondsOrDate(String text, Instant now) {
    return Character.isLetter(text.charAt(0)) ? date(text, now) : number(text, 3);
  }

  // Digits and at most one point; no sign, no exponent.
  private static Optional<Duration> number(String text, int millisecondPower) {
    boolean plain = text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    if (!plain) {
      return Optional.empty();
    }
    try {
      BigDecimal milliseconds = new BigDecimal(text).scaleByPowerOfTen(millisecondPower);
      BigDecimal longest = BigDecimal.valueOf(LONGEST.toMillis());
      return Optional.of(Duration.ofMillis(milliseconds.min(longest).longValue()));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> date(String text, Instant now) {
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, then);
      if (wait.isNegative()) {
        return Optional.of(Duration.ZERO);
      }
      return Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }
}
