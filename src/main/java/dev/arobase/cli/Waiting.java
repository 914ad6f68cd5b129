package dev.arobase.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** For commands, which wait where the gateway never would: on the thread they were started on. */
final class Waiting {
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private Waiting() {}

  /**
   * Does a piece of work on an event loop of its own and waits for its end.
   *
   * @throws Complaint when it fails or takes longer
   */
  static <T> T withVertx(Duration most, Function<Vertx, Future<T>> work) {
    Vertx vertx = Vertx.vertx();
    try {
      return await(work.apply(vertx), most);
    } finally {
      await(vertx.close(), CLOSING);
    }
  }

  static <T> T await(Future<T> future, Duration most) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw Complaint.about(String.valueOf(failed.getCause()));
    } catch (TimeoutException late) {
      throw Complaint.about("not finished after " + most.toSeconds() + " s");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Complaint.about("interrupted");
    }
  }
}
