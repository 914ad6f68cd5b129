package dev.arobase.upstream;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/**
 * The breaker of one target, shared by all event loops.
 *
 * <pre>
 *              failures in a row, or too large a share
 *    Closed ─────────────────────────────────────────────▶ Open ◀──────────┐
 *      ▲                                                     │ cooldown    │
 *      │ a probe succeeds                                    ▼             │ a probe fails
 *      └──────────────────────────────────────────────── HalfOpen ─────────┘
 *                                             one probe's place; free again when the
 *                                             probe is dropped, or after one cooldown
 * </pre>
 *
 * <p>The Vert.x breaker holds the state that operators see and runs the cooldown; what opens and
 * closes it is decided here, because its own counting forgets all failures at any success, lets a
 * hanging probe keep it half-open for ever and closes at the success of a request that began long
 * before. Each state has its number; an outcome counts only in the state in which its attempt
 * began.
 */
final class Breaker {

  /** Each has a number that grows with every transition. */
  private sealed interface State {}

  private record Closed(long number, OutcomeTally tally) implements State {}

  private record Open(long number) implements State {}

  /**
   * The cooldown is over.
   *
   * @param probeNumber the probe that holds the place, 0 when it is free
   * @param probeSince when that probe began
   * @param probes how many have begun
   */
  private record HalfOpen(long number, long probeNumber, long probeSince, long probes)
      implements State {}

  private static final long FREE = 0;

  private final BreakerSettings settings;
  private final NanoTicker ticker;
  private final CircuitBreaker holder;
  private final AtomicReference<State> state;

  Breaker(Vertx vertx, BreakerId id, BreakerSettings settings, NanoTicker ticker) {
    this.settings = settings;
    this.ticker = ticker;
    this.state = new AtomicReference<>(closed(1));
    CircuitBreakerOptions options =
        new CircuitBreakerOptions()
            .setResetTimeout(settings.cooldown().toMillis())
            // Nothing is published: states are read by those who show them.
            .setNotificationAddress(null);
    String name = id.provider() + "/" + id.model().orElse("*");
    this.holder =
        CircuitBreaker.create(name, vertx, options).halfOpenHandler(ignored -> halfOpen());
  }

  BreakerSettings settings() {
    return settings;
  }

  BreakerState state() {
    return switch (state.get()) {
      case Closed ignored -> BreakerState.CLOSED;
      case Open ignored -> BreakerState.OPEN;
      case HalfOpen ignored -> BreakerState.HALF_OPEN;
    };
  }

  /** What the Vert.x breaker shows; it follows {@link #state} within the same call. */
  BreakerState shown() {
    return switch (holder.state()) {
      case CLOSED -> BreakerState.CLOSED;
      case OPEN -> BreakerState.OPEN;
      case HALF_OPEN -> BreakerState.HALF_OPEN;
    };
  }

  /** True when {@link #tryAcquire} would refuse now. */
  boolean isOpen() {
    return switch (state.get()) {
      case Closed ignored -> false;
      case Open ignored -> true;
      case HalfOpen half -> !placeIsFree(half, ticker.nanos());
    };
  }

  /** Leave to try, unless it is open or another probe is on its way. */
  Optional<BreakerPermit> tryAcquire() {
    while (true) {
      State now = state.get();
      switch (now) {
        case Closed closed -> {
          return Optional.of(new Counted(closed.number()));
        }
        case Open ignored -> {
          return Optional.empty();
        }
        case HalfOpen half -> {
          long nanos = ticker.nanos();
          if (!placeIsFree(half, nanos)) {
            return Optional.empty();
          }
          long probe = half.probes() + 1;
          if (state.compareAndSet(half, new HalfOpen(half.number(), probe, nanos, probe))) {
            return Optional.of(new Probe(half.number(), probe));
          }
        }
      }
    }
  }

  /**
   * Leave to try although it is open, for the last target that is left. Where {@link #tryAcquire}
   * would have given leave it is the same; else the outcome decides about the answer only.
   */
  BreakerPermit acquireAnyway() {
    return tryAcquire().orElse(BreakerPermit.UNGUARDED);
  }

  private boolean placeIsFree(HalfOpen half, long nanos) {
    return half.probeNumber() == FREE || nanos - half.probeSince() >= settings.cooldown().toNanos();
  }

  private Closed closed(long number) {
    return new Closed(number, OutcomeTally.empty(settings.window(), ticker.nanos()));
  }

  /** Called by the Vert.x breaker's timer, inside its monitor: one compare-and-set, no more. */
  private void halfOpen() {
    State now = state.get();
    if (now instanceof Open open) {
      state.compareAndSet(open, new HalfOpen(open.number() + 1, FREE, 0, 0));
    }
  }

  /**
   * A success in the state of that number; empty when it began before the last transition and tells
   * about a time that is over.
   */
  private Optional<OutcomeTally.Success> succeeded(long number) {
    while (true) {
      if (!(state.get() instanceof Closed closed) || closed.number() != number) {
        return Optional.empty();
      }
      long nanos = ticker.nanos();
      if (state.compareAndSet(closed, new Closed(number, closed.tally().succeeded(nanos)))) {
        return Optional.of(closed.tally().nextSuccess(nanos));
      }
    }
  }

  /** A failure in the state of that number, which adds to its tally as {@code failure} says. */
  private void failed(long number, BiFunction<OutcomeTally, Long, OutcomeTally> failure) {
    while (true) {
      if (!(state.get() instanceof Closed closed) || closed.number() != number) {
        return;
      }
      long nanos = ticker.nanos();
      OutcomeTally tally = failure.apply(closed.tally(), nanos);
      boolean opens = tally.opens(settings, nanos);
      if (state.compareAndSet(closed, opens ? new Open(number + 1) : new Closed(number, tally))) {
        if (opens) {
          holder.open();
        }
        return;
      }
    }
  }

  private void probed(long number, boolean success) {
    while (true) {
      // A probe that lost its place to a later one still tells the truth about this state.
      if (!(state.get() instanceof HalfOpen half) || half.number() != number) {
        return;
      }
      State next = success ? closed(number + 1) : new Open(number + 1);
      if (state.compareAndSet(half, next)) {
        if (success) {
          holder.reset();
        } else {
          holder.open();
        }
        return;
      }
    }
  }

  private void giveUpPlace(long number, long probe) {
    while (true) {
      if (!(state.get() instanceof HalfOpen half)
          || half.number() != number
          || half.probeNumber() != probe) {
        return;
      }
      if (state.compareAndSet(half, new HalfOpen(number, FREE, 0, half.probes()))) {
        return;
      }
    }
  }

  /** Ends once. */
  private abstract static class Once implements BreakerPermit {
    private final AtomicBoolean ended = new AtomicBoolean();

    final boolean end() {
      return ended.compareAndSet(false, true);
    }
  }

  private final class Counted extends Once {
    private final long number;
    private Optional<OutcomeTally.Success> counted = Optional.empty();

    Counted(long number) {
      this.number = number;
    }

    @Override
    public void success() {
      if (end()) {
        counted = succeeded(number);
      }
    }

    @Override
    public void failure() {
      if (end()) {
        failed(number, OutcomeTally::failed);
      }
    }

    @Override
    public void dropped() {
      end();
    }

    @Override
    public void broke() {
      counted.ifPresent(
          success ->
              failed(number, (tally, nanos) -> tally.broke(success, settings.window(), nanos)));
      counted = Optional.empty();
    }
  }

  private final class Probe extends Once {
    private final long number;
    private final long probe;
    private boolean answered;

    Probe(long number, long probe) {
      this.number = number;
      this.probe = probe;
    }

    @Override
    public void success() {
      if (end()) {
        probed(number, true);
        answered = true;
      }
    }

    /** Its success has closed the breaker; that it broke is the first outcome since. */
    @Override
    public void broke() {
      if (answered) {
        answered = false;
        failed(number + 1, OutcomeTally::failed);
      }
    }

    @Override
    public void failure() {
      if (end()) {
        probed(number, false);
      }
    }

    @Override
    public void dropped() {
      if (end()) {
        giveUpPlace(number, probe);
      }
    }
  }
}
