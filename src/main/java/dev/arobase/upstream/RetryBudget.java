package dev.arobase.upstream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How many repeats a provider gets over a sliding minute: a share of its requests, but a few at
 * least. A provider that is down would otherwise get several times its usual load. Moving on to
 * another target or key is free.
 */
public final class RetryBudget {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final NanoTicker ticker;
  // Good: first attempts here. Bad: repeats.
  private final AtomicReference<OutcomeWindow> window;

  public RetryBudget(NanoTicker ticker) {
    this.ticker = ticker;
    this.window = new AtomicReference<>(OutcomeWindow.empty(WINDOW, ticker.nanos()));
  }

  /**
   * How much.
   *
   * @param share of the provider's requests, from 0 to 1
   * @param least repeats per minute, whatever the share comes to
   */
  public record Settings(double share, int least) {}

  /** A request's first attempt at this provider. */
  public void request() {
    long now = ticker.nanos();
    window.updateAndGet(current -> current.plus(now, 1, 0));
  }

  /** Whether a repeat would be allowed now. */
  public boolean hasRoom(Settings settings) {
    long now = ticker.nanos();
    return hasRoom(window.get(), now, settings);
  }

  /** Takes one repeat; false when there is none left, for another loop may have been faster. */
  public boolean trySpend(Settings settings) {
    while (true) {
      OutcomeWindow current = window.get();
      long now = ticker.nanos();
      if (!hasRoom(current, now, settings)) {
        return false;
      }
      if (window.compareAndSet(current, current.plus(now, 0, 1))) {
        return true;
      }
    }
  }

  private static boolean hasRoom(OutcomeWindow current, long now, Settings settings) {
    double allowed = Math.max(settings.least(), settings.share() * current.good(now));
    return current.bad(now) + 1 <= allowed;
  }
}
