package dev.arobase.config.load;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as routes.yaml writes them: a whole number and one of ms, s, m, h. */
final class DurationText {
  /** As many milliseconds as an int holds, which is what timers of the network layer take. */
  static final Duration LONGEST = Duration.ofDays(24);

  static final String WANTED = "a duration such as 250ms, 3s, 15m or 1h, at most 576h";

  private static final Pattern SPELLING = Pattern.compile("(\\d{1,10})(ms|s|m|h)");

  private DurationText() {}

  /** Empty for anything else, and for more than {@link #LONGEST}. */
  static Optional<Duration> parse(String text) {
    Matcher matcher = SPELLING.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    @Nullable String unit = matcher.group(2);
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (unit) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case null, default -> Duration.ofHours(number);
        };
    return Optional.of(duration).filter(value -> value.compareTo(LONGEST) <= 0);
  }

  /** The shortest spelling with a whole number. */
  static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    long minutes = seconds / 60;
    return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
  }
}
