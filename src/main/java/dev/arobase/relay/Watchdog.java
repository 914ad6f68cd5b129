package dev.arobase.relay;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one timer of an exchange. It holds the deadline of the current phase and the deadline of the
 * whole request; progress within a phase costs a field write, not a timer, because the timer looks
 * at the clock when it fires and goes back to sleep for what is left.
 *
 * <p>Lives on one event loop.
 */
public final class Watchdog {

  /** What is being waited for. */
  public enum Phase {
    CONNECT,
    FIRST_BYTE,
    FIRST_TOKEN,
    IDLE,
    TOTAL
  }

  private static final long NONE = Long.MAX_VALUE;
  private static final long NO_TIMER = -1;

  /**
   * The timer looks at the clock this often at least: so one that is set while a far deadline holds
   * need not be set anew when a nearer one follows, as it does in nearly every request.
   */
  private static final long LONGEST_SLEEP_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Vertx vertx;
  private final long arrived;
  private long totalDeadline = NONE;

  private Consumer<Phase> expired = phase -> {};
  private Phase phase = Phase.TOTAL;
  private long phaseNanos = NONE;
  private long lastProgress;
  private boolean suspended;
  private long timer = NO_TIMER;
  private long timerDeadline;
  private boolean stopped;

  /**
   * @param arrived {@link System#nanoTime} at the request's arrival
   */
  public Watchdog(Vertx vertx, long arrived) {
    this.vertx = vertx;
    this.arrived = arrived;
    this.lastProgress = arrived;
  }

  /** How long the request may take from its arrival, all attempts together; empty for no limit. */
  public void limitTotal(Optional<Duration> total) {
    totalDeadline = total.map(limit -> arrived + limit.toNanos()).orElse(NONE);
  }

  /** Who is told, once per expiry; the next phase names its own. */
  public void onExpired(Consumer<Phase> handler) {
    this.expired = handler;
  }

  /** A new phase begins now; empty: only the total counts. */
  public void enter(Phase next, Optional<Duration> limit) {
    phase = next;
    phaseNanos = limit.map(Duration::toNanos).orElse(NONE);
    lastProgress = System.nanoTime();
    suspended = false;
    arm();
  }

  /** The other side has moved. */
  public void progress() {
    lastProgress = System.nanoTime();
  }

  /** The phase's clock stands still, since we are the ones who do not listen; the total goes on. */
  public void suspend() {
    suspended = true;
  }

  public void resume() {
    if (suspended) {
      suspended = false;
      lastProgress = System.nanoTime();
      arm();
    }
  }

  /** Time left until the total deadline; empty when there is none. Never negative. */
  public Optional<Duration> left() {
    return totalDeadline == NONE
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, totalDeadline - System.nanoTime())));
  }

  /** No expiry after this. */
  public void stop() {
    stopped = true;
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
  }

  private long deadline() {
    long ofPhase = suspended || phaseNanos == NONE ? NONE : lastProgress + phaseNanos;
    return Math.min(ofPhase, totalDeadline);
  }

  private void arm() {
    long deadline = deadline();
    if (stopped || deadline == NONE) {
      return;
    }
    long now = System.nanoTime();
    deadline = Math.min(deadline, now + LONGEST_SLEEP_NANOS);
    if (timer != NO_TIMER) {
      if (timerDeadline <= deadline) {
        return;
      }
      vertx.cancelTimer(timer);
    }
    timerDeadline = deadline;
    long millis = TimeUnit.NANOSECONDS.toMillis(deadline - now) + 1;
    timer = vertx.setTimer(Math.max(1, millis), id -> fired());
  }

  private void fired() {
    timer = NO_TIMER;
    long now = System.nanoTime();
    if (totalDeadline != NONE && now - totalDeadline >= 0) {
      stopped = true;
      expired.accept(Phase.TOTAL);
    } else if (!suspended && phaseNanos != NONE && now - lastProgress >= phaseNanos) {
      phaseNanos = NONE;
      arm();
      expired.accept(phase);
    } else {
      arm();
    }
  }
}
