package dev.arobase.observe;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The process's state, in one direction only:
 *
 * <pre>
 *   STARTING ── ready() ──▶ READY ── drain() ──▶ DRAINING
 *       └──────────────── drain() ───────────────▲
 * </pre>
 *
 * Alive in all three: a gateway whose upstreams are down, or that finishes its last streams, must
 * not be killed for it. Safe for use by every event loop.
 */
public final class Health {

  /** Where the process is. */
  public enum State {
    STARTING,
    READY,
    DRAINING
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);

  /** The config is in force and the first sync round has ended; nothing after {@link #drain}. */
  public void ready() {
    state.compareAndSet(State.STARTING, State.READY);
  }

  /** New requests are no longer wanted; final. */
  public void drain() {
    state.set(State.DRAINING);
  }

  public State state() {
    return state.get();
  }

  /** Whether load balancers may send requests. */
  public boolean isReady() {
    return state.get() == State.READY;
  }
}
