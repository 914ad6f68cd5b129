package dev.arobase.upstream;

import dev.arobase.exchange.Attempt;
import dev.arobase.exchange.Exchange;
import dev.arobase.exchange.FailedAttempt;
import dev.arobase.exchange.Failure;
import dev.arobase.resolve.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What a request's record learns of its attempts, one at a time. Lives on one event loop. */
final class AttemptNotes {
  private final Exchange exchange;
  private final List<FailedAttempt> failures = new ArrayList<>(0);
  private long started = System.nanoTime();

  AttemptNotes(Exchange exchange) {
    this.exchange = exchange;
  }

  /** The next attempt begins; what the last one's upstream said of its limits is over. */
  void started() {
    started = System.nanoTime();
    exchange.limitedBy(Map.of());
  }

  long nanosSinceStart() {
    return System.nanoTime() - started;
  }

  void succeeded(Target target, int status) {
    exchange.attempted(
        Attempt.succeeded(target.provider().name(), target.upstreamId(), status, millis()));
  }

  void failed(Target target, Failure failure) {
    note(target, failure);
    failures.add(new FailedAttempt(target.provider().name(), failure));
  }

  /** It ran when the client left. */
  void left(Target target) {
    note(target, new Failure.ClientGone());
  }

  /** It was sent whole and no answer came: it may have to be paid. */
  void abandoned(Target target) {
    exchange.abandoned(
        new Exchange.Abandoned(
            target.provider().name(), target.upstreamId(), OptionalLong.empty()));
  }

  /** The failed ones, in order. */
  List<FailedAttempt> failures() {
    return List.copyOf(failures);
  }

  boolean isFirst() {
    return failures.isEmpty();
  }

  private void note(Target target, Failure failure) {
    exchange.attempted(
        Attempt.failed(target.provider().name(), target.upstreamId(), failure, millis()));
  }

  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(nanosSinceStart());
  }
}
