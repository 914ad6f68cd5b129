package dev.arobase.support;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Holds a scripted peer back until the test opens it; it can't be closed again. */
public final class Gate {
  private static final long LONGEST_WAIT_SECONDS = 60;

  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private final CompletableFuture<Void> reached = new CompletableFuture<>();

  public void open() {
    opened.complete(null);
  }

  /** Waits until a peer stands at this gate. */
  public void awaitReached() {
    waitFor(reached);
  }

  /** Returns when the gate is open or {@code otherwise} has happened. */
  void pass(CompletableFuture<?> otherwise) {
    reached.complete(null);
    waitFor(CompletableFuture.anyOf(opened, otherwise));
  }

  static void waitFor(CompletableFuture<?> event) {
    try {
      event.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("nothing within " + LONGEST_WAIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
