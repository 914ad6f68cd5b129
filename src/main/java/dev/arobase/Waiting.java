package dev.arobase;

import dev.arobase.cli.Complaint;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits, with a bound, on a thread that is no event loop. */
final class Waiting {
  private Waiting() {}

  /**
   * The result.
   *
   * @throws Complaint with the cause in words when it failed or took too long
   */
  static <T> T await(Future<T> step, Duration most) {
    try {
      return step.toCompletionStage()
          .toCompletableFuture()
          .get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw Complaint.about(String.valueOf(cause.getMessage()));
    } catch (TimeoutException e) {
      throw Complaint.about("not finished after " + most.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Complaint.about("interrupted");
    }
  }
}
