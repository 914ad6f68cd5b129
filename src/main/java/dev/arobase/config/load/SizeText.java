package dev.arobase.config.load;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes as routes.yaml writes them: a whole number and one of B, KiB, MiB, GiB. */
final class SizeText {
  static final String WANTED = "a size such as 64KiB or 32MiB";

  private static final Pattern SPELLING = Pattern.compile("(\\d{1,10})(B|KiB|MiB|GiB)");

  private SizeText() {}

  /** Bytes; empty for anything else. */
  static OptionalLong parse(String text) {
    Matcher matcher = SPELLING.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    @Nullable String unit = matcher.group(2);
    long number = Long.parseLong(matcher.group(1));
    return OptionalLong.of(
        switch (unit) {
          case "B" -> number;
          case "KiB" -> number << 10;
          case "MiB" -> number << 20;
          case null, default -> number << 30;
        });
  }

  /** The shortest spelling with a whole number. */
  static String format(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB"};
    int unit = 0;
    long number = bytes;
    while (unit < units.length - 1 && number > 0 && number % 1024 == 0) {
      number /= 1024;
      unit++;
    }
    return number + units[unit];
  }
}
