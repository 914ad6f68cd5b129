package dev.arobase.upstream;

import dev.arobase.exchange.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How many requests one provider gets at once, with a short queue in front. Shared by all event
 * loops without a lock; first come, first served. The limits come with each call, so that a reload
 * changes them without losing count.
 */
public final class ConcurrencyLimit {

  /**
   * The limits.
   *
   * @param atOnce requests at the provider
   * @param queue how many may wait
   * @param maxWait how long each may wait; zero for not at all
   */
  public record Settings(int atOnce, int queue, Duration maxWait) {
    public Settings {
      if (atOnce < 1 || queue < 0 || maxWait.isNegative()) {
        throw new IllegalArgumentException("at once " + atOnce + ", queue " + queue);
      }
    }
  }

  /** A request for a place. */
  public interface Ticket {

    /** Never fails. Completes on the caller's context, or is complete at once. */
    Future<Admission> admission();

    /**
     * Nobody waits any more: gives up the place in the queue, or the slot if not yet handed over.
     */
    void cancel();
  }

  /** When a refused client may come back. */
  private static final Duration COME_BACK = Duration.ofSeconds(1);

  private final AtomicInteger inUse = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Queue<Waiter> queue = new ConcurrentLinkedQueue<>();
  // Rounds of handing out that are owed; who finds 0 does them, others leave theirs to him.
  private final AtomicInteger rounds = new AtomicInteger();
  private volatile int atOnce = Integer.MAX_VALUE;

  /** Asks for a place. {@code context} is the caller's event loop. */
  public Ticket acquire(Context context, Settings settings) {
    atOnce = settings.atOnce();
    // Nobody overtakes those who wait.
    if (waiting.get() == 0 && takeOne()) {
      return new Decided(new Admission.Admitted(slot()));
    }
    if (settings.maxWait().toMillis() < 1) {
      return new Decided(overloaded("max_concurrent"));
    }
    if (waiting.getAndIncrement() >= settings.queue()) {
      waiting.decrementAndGet();
      return new Decided(overloaded("queue"));
    }
    Waiter waiter = new Waiter(context);
    queue.add(waiter);
    waiter.startTimer(settings.maxWait());
    // A place may have come free before the waiter stood in the queue.
    handOut();
    return waiter;
  }

  public int inUse() {
    return inUse.get();
  }

  public int waiting() {
    return waiting.get();
  }

  private static Admission overloaded(String limit) {
    return new Admission.Refused(new Failure.Overloaded(limit, COME_BACK));
  }

  private ConcurrencySlot slot() {
    return new ConcurrencySlot(
        () -> {
          inUse.decrementAndGet();
          handOut();
        });
  }

  private boolean takeOne() {
    while (true) {
      int now = inUse.get();
      if (now >= atOnce) {
        return false;
      }
      if (inUse.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  private void handOut() {
    int owed = rounds.incrementAndGet();
    if (owed != 1) {
      return;
    }
    while (owed != 0) {
      while (!queue.isEmpty() && takeOne()) {
        Waiter next = queue.poll();
        if (next == null || !next.grant()) {
          inUse.decrementAndGet();
        }
      }
      owed = rounds.addAndGet(-owed);
    }
  }

  private record Decided(Admission verdict) implements Ticket {
    @Override
    public Future<Admission> admission() {
      return Future.succeededFuture(verdict);
    }

    @Override
    public void cancel() {
      // The slot was handed over with the ticket.
    }
  }

  private enum Phase {
    WAITING,
    /** Has a slot that its owner doesn't know of yet. */
    GRANTED,
    /** The owner knows, whatever it was. */
    TOLD
  }

  private final class Waiter implements Ticket {
    private static final long NO_TIMER = -1;

    private final Context context;
    private final Promise<Admission> promise = Promise.promise();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private volatile long timer = NO_TIMER;

    Waiter(Context context) {
      this.context = context;
    }

    void startTimer(Duration wait) {
      timer = context.owner().setTimer(wait.toMillis(), ignored -> expire());
      // Granted by another loop in between: nobody else knows of the timer.
      if (phase.get() != Phase.WAITING) {
        stopTimer();
      }
    }

    boolean grant() {
      if (!leaveQueue(Phase.GRANTED)) {
        return false;
      }
      stopTimer();
      context.runOnContext(
          ignored -> {
            if (phase.compareAndSet(Phase.GRANTED, Phase.TOLD)) {
              promise.complete(new Admission.Admitted(slot()));
            }
          });
      return true;
    }

    private void expire() {
      if (leaveQueue(Phase.TOLD)) {
        queue.remove(this);
        context.runOnContext(ignored -> promise.complete(overloaded("queue")));
      }
    }

    @Override
    public void cancel() {
      if (leaveQueue(Phase.TOLD)) {
        queue.remove(this);
        stopTimer();
        context.runOnContext(ignored -> promise.complete(gone()));
      } else if (phase.compareAndSet(Phase.GRANTED, Phase.TOLD)) {
        slot().release();
        context.runOnContext(ignored -> promise.complete(gone()));
      }
    }

    private boolean leaveQueue(Phase next) {
      if (phase.compareAndSet(Phase.WAITING, next)) {
        waiting.decrementAndGet();
        return true;
      }
      return false;
    }

    private void stopTimer() {
      long id = timer;
      if (id != NO_TIMER) {
        context.owner().cancelTimer(id);
      }
    }

    private Admission gone() {
      return new Admission.Refused(new Failure.ClientGone());
    }

    @Override
    public Future<Admission> admission() {
      return promise.future();
    }
  }
}
