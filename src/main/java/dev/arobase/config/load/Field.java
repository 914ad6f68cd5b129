package dev.arobase.config.load;

import dev.arobase.config.TimeLimit;
import dev.arobase.config.Word;
import dev.arobase.config.load.YamlValue.Kind;
import dev.arobase.config.load.YamlValue.Scalar;
import dev.arobase.config.load.YamlValue.Sequence;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One value and its key. Every method that wants a type says so in the list of problems when it is
 * another, and is then empty, so that reading goes on.
 */
record Field(Reading reading, KeyPath path, YamlValue value) {
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,18}");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d{1,30}\\.?\\d{0,30}|\\.\\d{1,30})");
  private static final Pattern EXPONENT = Pattern.compile("([eE][-+]?\\d{1,2})?");

  /** A scalar after interpolation. */
  private record Spelled(String text, Kind kind, boolean replaced) {}

  Place place() {
    return value.place();
  }

  void error(String message) {
    reading.problems().error(place(), path, message);
  }

  void warning(String message) {
    reading.problems().warning(place(), path, message);
  }

  private void mustBe(String what) {
    mustBe(what, "");
  }

  private void mustBe(String what, String hint) {
    String found = "not " + value.what();
    if (value instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
      // What an environment variable held is not shown: it may be a secret in the wrong place.
      boolean tellable = scalar.text().length() <= 40 && scalar.text().indexOf('$') < 0;
      found = tellable ? "not \"" + KeyPath.printable(scalar.text()) + "\"" : "which this is not";
    }
    error("must be " + what + ", " + found + hint);
  }

  private Optional<Spelled> spelled(String wanted) {
    if (!(value instanceof Scalar scalar) || scalar.kind() == Kind.NULL) {
      mustBe(wanted);
      return Optional.empty();
    }
    return switch (reading.interpolation().apply(scalar.text())) {
      case Interpolation.Text done ->
          Optional.of(new Spelled(done.text(), scalar.kind(), done.replaced()));
      case Interpolation.Missing missing -> {
        missing(missing.variable());
        yield Optional.empty();
      }
      case Interpolation.Malformed malformed -> {
        error(malformed.reason());
        yield Optional.empty();
      }
    };
  }

  /** Says that a variable is not set. */
  void missing(String variable) {
    error(
        "the variable "
            + variable
            + " is not set; set it, or give a default: ${"
            + variable
            + ":-…}");
  }

  Optional<String> text() {
    return spelled("text")
        .filter(
            spelled -> {
              boolean text = spelled.kind() == Kind.TEXT;
              if (!text) {
                // Its text is not shown: it may well be a key.
                error("must be text; put it in quotes");
              }
              return text;
            })
        .map(Spelled::text);
  }

  /** Text that is not blank. */
  Optional<String> word() {
    return text()
        .map(String::strip)
        .filter(
            word -> {
              if (word.isEmpty()) {
                error("must not be empty");
              }
              return !word.isEmpty();
            });
  }

  /** The text of a scalar of any kind, before anything is replaced. */
  Optional<String> raw() {
    return value instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }

  Optional<Boolean> bool() {
    String wanted = "true or false";
    return spelled(wanted)
        .flatMap(
            spelled -> {
              boolean typed = spelled.kind() == Kind.BOOLEAN || spelled.replaced();
              if (typed && spelled.text().equalsIgnoreCase("true")) {
                return Optional.of(true);
              } else if (typed && spelled.text().equalsIgnoreCase("false")) {
                return Optional.of(false);
              }
              mustBe(wanted);
              return Optional.empty();
            });
  }

  Optional<Integer> integer(int from, int to) {
    return whole(from, to).map(Long::intValue);
  }

  Optional<Long> whole(long from, long to) {
    String wanted = "a whole number from " + from + " to " + to;
    return spelled(wanted)
        .flatMap(
            spelled -> {
              boolean typed = spelled.kind() == Kind.INTEGER || spelled.replaced();
              if (typed && WHOLE.matcher(spelled.text()).matches()) {
                long number = Long.parseLong(spelled.text());
                if (number >= from && number <= to) {
                  return Optional.of(number);
                }
              }
              mustBe(wanted);
              return Optional.empty();
            });
  }

  /** A number, also one in quotes; it keeps its digits. */
  Optional<BigDecimal> decimal(String wanted, BigDecimal from, BigDecimal to) {
    return spelled(wanted)
        .flatMap(
            spelled -> {
              Optional<BigDecimal> number =
                  decimal(spelled.text())
                      .filter(some -> some.compareTo(from) >= 0 && some.compareTo(to) <= 0);
              if (number.isEmpty()) {
                mustBe(wanted);
              }
              return number;
            });
  }

  private static Optional<BigDecimal> decimal(String text) {
    int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
    String digits = exponent < 0 ? text : text.substring(0, exponent);
    String rest = exponent < 0 ? "" : text.substring(exponent);
    return DECIMAL.matcher(digits).matches() && EXPONENT.matcher(rest).matches()
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  /** A duration; {@code off} is none of it. */
  Optional<Duration> duration(Duration from) {
    return limit(from, false).flatMap(TimeLimit::duration);
  }

  /** A duration or {@code off}. */
  Optional<TimeLimit> limit(Duration from) {
    return limit(from, true);
  }

  private Optional<TimeLimit> limit(Duration from, boolean offToo) {
    String least = from.isZero() ? "" : ", at least " + DurationText.format(from);
    String wanted = DurationText.WANTED + least + (offToo ? ", or off" : "");
    return spelled(wanted)
        .flatMap(
            spelled -> {
              if (offToo && spelled.text().equals("off")) {
                return Optional.of(TimeLimit.OFF);
              }
              Optional<Duration> duration =
                  DurationText.parse(spelled.text()).filter(some -> some.compareTo(from) >= 0);
              if (duration.isEmpty()) {
                mustBe(wanted);
              }
              return duration.map(TimeLimit::of);
            });
  }

  /** Bytes. */
  Optional<Long> size(long from, long to) {
    String wanted =
        SizeText.WANTED + ", from " + SizeText.format(from) + " to " + SizeText.format(to);
    return spelled(wanted)
        .flatMap(
            spelled -> {
              OptionalLong size = SizeText.parse(spelled.text());
              if (size.isPresent() && size.getAsLong() >= from && size.getAsLong() <= to) {
                return Optional.of(size.getAsLong());
              }
              mustBe(wanted);
              return Optional.empty();
            });
  }

  <E extends Enum<E> & Word> Optional<E> choice(Class<E> type) {
    List<String> words =
        Stream.of(type.getEnumConstants()).map(constant -> constant.word()).toList();
    String wanted = (words.size() > 1 ? "one of " : "") + String.join(", ", words);
    return spelled(wanted)
        .flatMap(
            spelled -> {
              for (E constant : type.getEnumConstants()) {
                if (constant.word().equals(spelled.text())) {
                  return Optional.of(constant);
                }
              }
              String near =
                  Suggestion.nearest(spelled.text(), words)
                      .map(word -> "; did you mean \"" + word + "\"?")
                      .orElse("");
              mustBe(wanted, near);
              return Optional.empty();
            });
  }

  /** The items of a list; none when it is something else. */
  List<Field> list(String ofWhat) {
    if (!(value instanceof Sequence sequence)) {
      mustBe("a list of " + ofWhat);
      return List.of();
    }
    List<Field> items = new ArrayList<>();
    for (YamlValue item : sequence.items()) {
      items.add(new Field(reading, path.at(items.size()), item));
    }
    return items;
  }

  /** The keys below it; as if there were none when it is no group of keys. */
  Section section() {
    return Section.of(this);
  }

  /** As {@link #section}, of an item in a list: there, nothing is a mistake. */
  Section item() {
    if (value.isNull()) {
      error("must be a group of keys, not " + value.what());
    }
    return section();
  }
}
