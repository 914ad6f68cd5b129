package dev.arobase.ingress;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One deadline of a connection that moves with every request. Moving it later costs one field: the
 * timer notices when it fires. Used on the connection's event loop only.
 */
final class Deadline {
  private final EventExecutor loop;
  private final Runnable action;
  private @Nullable ScheduledFuture<?> timer;
  private boolean set;
  private long at;
  private long timerAt;

  Deadline(EventExecutor loop, Runnable action) {
    this.loop = loop;
    this.action = action;
  }

  /** From now; empty is none. */
  void set(Optional<Duration> after) {
    set = after.isPresent();
    if (!set) {
      return;
    }
    at = loop.ticker().nanoTime() + after.get().toNanos();
    if (timer == null || at - timerAt < 0) {
      schedule();
    }
  }

  void clear() {
    set = false;
  }

  /** Releases the timer; the deadline is not used again. */
  void cancel() {
    set = false;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void schedule() {
    if (timer != null) {
      timer.cancel(false);
    }
    timerAt = at;
    timer = loop.schedule(this::fired, at - loop.ticker().nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void fired() {
    timer = null;
    if (!set) {
      return;
    }
    if (at - loop.ticker().nanoTime() > 0) {
      schedule();
      return;
    }
    set = false;
    action.run();
  }
}
