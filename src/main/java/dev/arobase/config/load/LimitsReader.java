package dev.arobase.config.load;

import dev.arobase.config.BreakerConfig;
import dev.arobase.config.QueueConfig;
import dev.arobase.config.RetryOverrides;
import dev.arobase.config.TimeLimit;
import dev.arobase.config.TimeoutOverrides;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Timeouts, retries, breaker and queue: the same keys in defaults, providers and routes. */
final class LimitsReader {
  static final int MOST = 1_000_000;

  private static final Duration TICK = Duration.ofMillis(1);

  private LimitsReader() {}

  static TimeoutOverrides timeouts(Section section) {
    // A connection that may take for ever would be a wait without a bound.
    Optional<TimeLimit> connect =
        section.field("connect").flatMap(field -> field.duration(TICK)).map(TimeLimit::of);
    TimeoutOverrides timeouts =
        new TimeoutOverrides(
            connect,
            limit(section, "first_byte"),
            limit(section, "first_token"),
            limit(section, "idle"),
            limit(section, "total"));
    section.done();
    return timeouts;
  }

  private static Optional<TimeLimit> limit(Section section, String key) {
    return section.field(key).flatMap(field -> field.limit(TICK));
  }

  static RetryOverrides retry(Section section) {
    RetryOverrides retry =
        new RetryOverrides(
            optionalInt(section.field("attempts").flatMap(field -> field.integer(0, 100))),
            section.field("on").map(LimitsReader::statuses),
            section.field("max_delay").flatMap(field -> field.duration(Duration.ZERO)),
            share(section, "budget"),
            optionalInt(section.field("budget_min").flatMap(field -> field.integer(0, MOST))));
    section.done();
    return retry;
  }

  private static Set<Integer> statuses(Field field) {
    Set<Integer> statuses = new HashSet<>();
    field.list("statuses").forEach(item -> item.integer(400, 599).ifPresent(statuses::add));
    return statuses;
  }

  static BreakerConfig breaker(Section section, BreakerConfig otherwise) {
    BreakerConfig breaker =
        new BreakerConfig(
            section
                .field("failures")
                .flatMap(field -> field.integer(1, MOST))
                .orElse(otherwise.failures()),
            share(section, "rate").orElse(otherwise.rate()),
            section
                .field("window")
                .flatMap(field -> field.duration(TICK))
                .orElse(otherwise.window()),
            section
                .field("cooldown")
                .flatMap(field -> field.duration(TICK))
                .orElse(otherwise.cooldown()));
    section.done();
    return breaker;
  }

  static QueueConfig queue(Section section, QueueConfig otherwise) {
    QueueConfig queue =
        new QueueConfig(
            section
                .field("length")
                .flatMap(field -> field.integer(0, MOST))
                .orElse(otherwise.length()),
            section
                .field("wait")
                .flatMap(field -> field.duration(Duration.ZERO))
                .orElse(otherwise.maxWait()));
    section.done();
    return queue;
  }

  static OptionalInt optionalInt(Optional<Integer> value) {
    return value.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  private static OptionalDouble share(Section section, String key) {
    return section
        .field(key)
        .flatMap(field -> field.decimal("a number from 0 to 1", BigDecimal.ZERO, BigDecimal.ONE))
        .map(share -> OptionalDouble.of(share.doubleValue()))
        .orElseGet(OptionalDouble::empty);
  }
}
