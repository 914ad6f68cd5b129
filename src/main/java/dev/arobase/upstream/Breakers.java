package dev.arobase.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The breakers of all targets, shared by all event loops. They survive a reload; one whose settings
 * changed starts anew, closed.
 */
public final class Breakers {
  /** More targets than any configuration has; beyond it the least used start anew. */
  static final int MOST = 20_000;

  /** Longer than any window or cooldown that makes sense. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(6);

  private final Vertx vertx;
  private final NanoTicker ticker;
  private final Cache<BreakerId, Breaker> breakers;

  public Breakers(Vertx vertx, NanoTicker ticker) {
    this.vertx = vertx;
    this.ticker = ticker;
    this.breakers =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .ticker(ticker::nanos)
            // Upkeep is a few steps; no pool of threads for it.
            .executor(Runnable::run)
            .build();
  }

  /** Leave to try, unless the target's breaker is open or another probe is on its way. */
  public Optional<BreakerPermit> tryAcquire(BreakerId id, BreakerSettings settings) {
    return breaker(id, settings).tryAcquire();
  }

  /** Leave to try although it may be open: for the last target when every one is open. */
  public BreakerPermit acquireAnyway(BreakerId id, BreakerSettings settings) {
    return breaker(id, settings).acquireAnyway();
  }

  /** True when {@link #tryAcquire} would refuse now; makes no breaker. */
  public boolean isOpen(BreakerId id) {
    Breaker breaker = breakers.getIfPresent(id);
    return breaker != null && breaker.isOpen();
  }

  /** CLOSED for a target that was never tried; makes no breaker. */
  public BreakerState state(BreakerId id) {
    Breaker breaker = breakers.getIfPresent(id);
    return breaker == null ? BreakerState.CLOSED : breaker.shown();
  }

  /** The targets of a provider whose breaker isn't closed, by model, {@code *} for unlisted ids. */
  public Map<String, BreakerState> notClosed(String provider) {
    Map<String, BreakerState> found = new TreeMap<>();
    breakers
        .asMap()
        .forEach(
            (id, breaker) -> {
              if (id.provider().equals(provider) && breaker.shown() != BreakerState.CLOSED) {
                found.put(id.model().orElse("*"), breaker.shown());
              }
            });
    return found;
  }

  private Breaker breaker(BreakerId id, BreakerSettings settings) {
    Breaker known = breakers.getIfPresent(id);
    if (known != null && known.settings().equals(settings)) {
      return known;
    }
    return breakers
        .asMap()
        .compute(
            id,
            (same, current) ->
                current != null && current.settings().equals(settings)
                    ? current
                    : new Breaker(vertx, id, settings, ticker));
  }
}
