package dev.arobase.upstream;

import io.vertx.core.MultiMap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a key that has nothing left is filled up again, as an answer's headers say: {@code
 * x-ratelimit-remaining-requests: 0} with {@code x-ratelimit-reset-requests: 6m0s}, or Anthropic's
 * {@code anthropic-ratelimit-requests-remaining} and {@code -reset}.
 */
public final class RateLimitHeaders {
  private RateLimitHeaders() {}

  private static final String REMAINING = "x-ratelimit-remaining";
  private static final String RESET = "x-ratelimit-reset";
  private static final String ANTHROPIC = "anthropic-ratelimit-";
  private static final List<String> ANTHROPIC_LIMITS =
      List.of("requests", "tokens", "input-tokens", "output-tokens");

  /** Numbers above are no waits but times of day, in seconds or, far above, milliseconds. */
  private static final BigDecimal EPOCH_SECONDS = BigDecimal.valueOf(1_000_000_000L);

  private static final BigDecimal EPOCH_MILLIS = BigDecimal.valueOf(100_000_000_000L);
  private static final int LONGEST_VALUE = 40;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}(\\.[0-9]{1,9})?");
  private static final Pattern PARTS =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|us|µs|ns|d|h|m|s)");

  private static final Map<String, BigDecimal> UNIT_NANOS =
      Map.of(
          "ns", BigDecimal.ONE,
          "us", new BigDecimal("1000"),
          "µs", new BigDecimal("1000"),
          "ms", new BigDecimal("1000000"),
          "s", new BigDecimal("1000000000"),
          "m", new BigDecimal("60000000000"),
          "h", new BigDecimal("3600000000000"),
          "d", new BigDecimal("86400000000000"));

  /**
   * How long nothing is left; the longest, when several things are used up. Empty when something is
   * left of everything, or when no reset that makes sense is given.
   */
  public static Optional<Duration> untilReset(MultiMap headers, Instant now) {
    Duration longest = Duration.ZERO;
    boolean anthropic = false;
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey();
      anthropic |= begins(name, ANTHROPIC);
      if (begins(name, REMAINING) && isZero(header.getValue())) {
        longest = longer(longest, headers.get(RESET + name.substring(REMAINING.length())), now);
      }
    }
    return anthropic ? untilAnthropicReset(headers, longest, now) : positive(longest);
  }

  private static Optional<Duration> untilAnthropicReset(
      MultiMap headers, Duration known, Instant now) {
    Duration longest = known;
    for (String what : ANTHROPIC_LIMITS) {
      String prefix = ANTHROPIC + what;
      String remaining = headers.get(prefix + "-remaining");
      if (remaining != null && isZero(remaining)) {
        longest = longer(longest, headers.get(prefix + "-reset"), now);
      }
    }
    return positive(longest);
  }

  private static Optional<Duration> positive(Duration longest) {
    return longest.isPositive() ? Optional.of(longest) : Optional.empty();
  }

  private static boolean begins(String name, String beginning) {
    return name.regionMatches(true, 0, beginning, 0, beginning.length());
  }

  private static boolean isZero(String value) {
    String text = value.trim();
    return text.length() <= LONGEST_VALUE
        && NUMBER.matcher(text).matches()
        && new BigDecimal(text).signum() == 0;
  }

  private static Duration longer(Duration longest, @Nullable String reset, Instant now) {
    if (reset == null) {
      return longest;
    }
    Duration wait = parse(reset.trim(), now);
    return wait.compareTo(longest) > 0 ? wait : longest;
  }

  /** Zero for nonsense. */
  private static Duration parse(String value, Instant now) {
    if (value.isEmpty() || value.length() > LONGEST_VALUE) {
      return Duration.ZERO;
    }
    if (NUMBER.matcher(value).matches()) {
      BigDecimal number = new BigDecimal(value);
      if (number.compareTo(EPOCH_MILLIS) >= 0) {
        return Duration.between(now, Instant.ofEpochMilli(number.longValue()));
      }
      if (number.compareTo(EPOCH_SECONDS) >= 0) {
        return Duration.between(now, Instant.ofEpochSecond(number.longValue()));
      }
      return Duration.ofMillis(
          number.movePointRight(3).setScale(0, RoundingMode.UP).longValueExact());
    }
    return parts(value).orElseGet(() -> date(value, now));
  }

  /** As Go writes durations: {@code 1h2m3.5s}, {@code 20ms}. */
  private static Optional<Duration> parts(String value) {
    Matcher matcher = PARTS.matcher(value);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (end < value.length() && matcher.find(end) && matcher.start() == end) {
      BigDecimal unit = UNIT_NANOS.getOrDefault(matcher.group(2), BigDecimal.ZERO);
      nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(unit));
      end = matcher.end();
    }
    if (end != value.length()) {
      return Optional.empty();
    }
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE);
    return Optional.of(Duration.ofNanos(nanos.min(most).longValue()));
  }

  private static Duration date(String value, Instant now) {
    try {
      return Duration.between(now, OffsetDateTime.parse(value).toInstant());
    } catch (DateTimeException nonsense) {
      return Duration.ZERO;
    }
  }
}
