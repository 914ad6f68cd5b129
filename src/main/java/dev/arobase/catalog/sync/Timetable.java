package dev.arobase.catalog.sync;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** When each provider's lists are fetched next. Belongs to one context. */
final class Timetable {

  /** After a failure the next try comes sooner than the period, doubling from here. */
  private static final Duration FIRST_RETRY = Duration.ofSeconds(30);

  /** Periods vary by this share either way, so that replicas do not ask together. */
  private static final double JITTER = 0.1;

  private static final int MOST_DOUBLINGS = 16;

  private final Vertx vertx;
  private final DoubleSupplier random;
  private final Map<String, Long> timers = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();

  /**
   * @param random between 0 and 1
   */
  Timetable(Vertx vertx, DoubleSupplier random) {
    this.vertx = vertx;
    this.random = random;
  }

  void failed(String name) {
    failures.merge(name, 1, Integer::sum);
  }

  void succeeded(String name) {
    failures.remove(name);
  }

  /** Whether the last try failed. */
  boolean isFailing(String name) {
    return failures.containsKey(name);
  }

  /** Once, after the period, or sooner after a failure; in place of what was planned before. */
  void schedule(String name, Duration period, Runnable fetch) {
    long usual = period.toMillis();
    int failed = failures.getOrDefault(name, 0);
    long delay =
        failed == 0
            ? usual
            : Math.min(usual, FIRST_RETRY.toMillis() << Math.min(failed - 1, MOST_DOUBLINGS));
    long jittered = (long) (delay * (1 + JITTER * (2 * random.getAsDouble() - 1)));
    Long old = timers.put(name, vertx.setTimer(Math.max(1, jittered), id -> fetch.run()));
    if (old != null) {
      vertx.cancelTimer(old);
    }
  }

  /** Nothing is planned any more. */
  void clear() {
    timers.values().forEach(vertx::cancelTimer);
    timers.clear();
  }
}
