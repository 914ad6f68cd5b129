package dev.arobase.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.arobase.exchange.Failure;
import dev.arobase.exchange.StatusRow;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which keys rest, and until when; shared by all event loops. Kept by provider and fingerprint, so
 * that a reload keeps the rests and a key with a new text starts without one.
 */
public final class KeyRests {
  /** The rest after the first 429 without a time; each further one doubles it. */
  static final Duration FIRST_REST = Duration.ofSeconds(5);

  /** The longest rest that doubling comes to, and the one of a refused key. */
  static final Duration USUAL_LONGEST = Duration.ofSeconds(60);

  /** The longest rest whatever an upstream says. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int MOST_KEYS = 10_000;

  /** Doublings after which {@link #USUAL_LONGEST} is reached. */
  private static final int MOST_DOUBLINGS = 4;

  private record Id(String provider, String fingerprint) {}

  /**
   * A key's state.
   *
   * @param doublings of the next rest without a time
   */
  private record Rest(boolean resting, long untilNanos, int doublings) {
    static final Rest NONE = new Rest(false, 0, 0);

    boolean holds(long now) {
      return resting && untilNanos - now > 0;
    }

    /** The later of this rest and one that ends at {@code until}. */
    Rest atLeast(long now, long until, int nextDoublings) {
      return holds(now) && untilNanos - until > 0
          ? new Rest(true, untilNanos, nextDoublings)
          : new Rest(true, until, nextDoublings);
    }
  }

  private final NanoTicker ticker;
  private final Cache<Id, AtomicReference<Rest>> rests;

  public KeyRests(NanoTicker ticker) {
    this.ticker = ticker;
    this.rests =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterAccess(LONGEST.multipliedBy(6))
            .ticker(ticker::nanos)
            .executor(Runnable::run)
            .build();
  }

  /** An attempt with this key failed; only 429, 401, 402 and 403 make it rest. */
  public void failed(String provider, UpstreamKey key, Failure failure) {
    if (failure instanceof Failure.BadStatus bad) {
      if (bad.row() == StatusRow.RATE_LIMITED) {
        rateLimited(provider, key, bad.complaint().retryAfter());
      } else if (bad.row() == StatusRow.KEY_REFUSED) {
        rest(provider, key, USUAL_LONGEST);
      }
    }
  }

  /** An attempt with this key was answered: the doubling starts anew. A rest goes on. */
  public void succeeded(String provider, UpstreamKey key) {
    AtomicReference<Rest> known = rests.getIfPresent(new Id(provider, key.fingerprint()));
    if (known != null) {
      known.updateAndGet(
          rest -> rest.doublings() == 0 ? rest : new Rest(rest.resting(), rest.untilNanos(), 0));
    }
  }

  /** The upstream said that nothing remains for this key until {@code untilReset} from now. */
  public void exhausted(String provider, UpstreamKey key, Duration untilReset) {
    rest(provider, key, untilReset);
  }

  public boolean isResting(String provider, UpstreamKey key) {
    return !restLeft(provider, key).isZero();
  }

  /** Zero when it doesn't rest. */
  public Duration restLeft(String provider, UpstreamKey key) {
    AtomicReference<Rest> known = rests.getIfPresent(new Id(provider, key.fingerprint()));
    if (known == null) {
      return Duration.ZERO;
    }
    long now = ticker.nanos();
    Rest rest = Objects.requireNonNull(known.get());
    return rest.holds(now) ? Duration.ofNanos(rest.untilNanos() - now) : Duration.ZERO;
  }

  private void rateLimited(String provider, UpstreamKey key, Optional<Duration> retryAfter) {
    if (retryAfter.isPresent()) {
      rest(provider, key, retryAfter.get());
      return;
    }
    of(provider, key)
        .updateAndGet(
            rest -> {
              long now = ticker.nanos();
              // Requests that were under way together are one refusal, not many.
              if (rest.holds(now)) {
                return rest;
              }
              Duration length = FIRST_REST.multipliedBy(1L << rest.doublings());
              long until = now + shorter(length, USUAL_LONGEST).toNanos();
              return new Rest(true, until, Math.min(rest.doublings() + 1, MOST_DOUBLINGS));
            });
  }

  private void rest(String provider, UpstreamKey key, Duration length) {
    if (!length.isPositive()) {
      return;
    }
    of(provider, key)
        .updateAndGet(
            rest -> {
              long now = ticker.nanos();
              return rest.atLeast(now, now + shorter(length, LONGEST).toNanos(), rest.doublings());
            });
  }

  private AtomicReference<Rest> of(String provider, UpstreamKey key) {
    return rests
        .asMap()
        .computeIfAbsent(
            new Id(provider, key.fingerprint()), same -> new AtomicReference<>(Rest.NONE));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
