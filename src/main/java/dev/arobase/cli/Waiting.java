package dev.arobase.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** For commands, which wait where the gateway never would: on the thread they were started on. */
public final class Waiting {
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

  /**
   * The result.
   *
   * @throws Complaint with the cause in words when it failed or took too long
   */
  public static <T> T await(Future<T> future, Duration most) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw Complaint.about(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    } catch (TimeoutException late) {
      throw Complaint.about("not finished after " + most.toSeconds() + " s");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Complaint.about("interrupted");
    }
  }
}
