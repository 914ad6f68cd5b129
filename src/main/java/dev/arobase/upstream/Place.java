package dev.arobase.upstream;

import dev.arobase.exchange.Failure;
import dev.arobase.resolve.Target;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one attempt holds of a provider: leave of its breaker, a slot among its requests, a key.
 * Each end gives all of it back; after the first, further ones change nothing.
 */
public final class Place {
  /** With fewer tokens the time between them says nothing. */
  private static final long FEWEST_TIMED = 8;

  private final ProviderState state;
  private final Target target;
  private final BreakerPermit permit;
  private final ConcurrencySlot slot;
  private final Optional<UpstreamKey> key;
  private final long takenAt = System.nanoTime();
  private long openedAt = takenAt;

  Place(
      ProviderState state,
      Target target,
      BreakerPermit permit,
      ConcurrencySlot slot,
      Optional<UpstreamKey> key) {
    this.state = state;
    this.target = target;
    this.permit = permit;
    this.slot = slot;
    this.key = key;
  }

  /** What the upstream is shown; empty for a provider that wants none. */
  Optional<UpstreamKey> key() {
    return key;
  }

  /** The upstream's head has come. */
  void headed(MultiMap headers) {
    state.headed(key, headers);
  }

  /** The answer has shown content; the slot is kept until it has ended. */
  void opened() {
    openedAt = System.nanoTime();
    permit.success();
    state.succeeded(target, key, Duration.ofNanos(openedAt - takenAt));
  }

  void failed(Failure failure) {
    permit.end(failure);
    state.failed(target, key, failure);
    slot.release();
  }

  /** Nobody waits for the attempt any more, which says nothing about the provider. */
  void dropped() {
    permit.dropped();
    slot.release();
  }

  /**
   * An opened answer has ended well.
   *
   * @param streamedTokens how many tokens came, when they came one after the other
   */
  public void completed(OptionalLong streamedTokens) {
    double seconds = (System.nanoTime() - openedAt) / 1e9;
    if (seconds > 0 && streamedTokens.isPresent() && streamedTokens.getAsLong() >= FEWEST_TIMED) {
      // The first one came before the clock began to run.
      state.streamed(target, (streamedTokens.getAsLong() - 1) / seconds);
    }
    slot.release();
  }

  /**
   * An opened answer ended badly. Unless our own limit for the whole request cut it, that counts as
   * much as no answer at all.
   */
  public void broke(Failure failure) {
    boolean cutByUs =
        failure instanceof Failure.TimedOut timedOut
            && timedOut.phase() == Failure.TimedOut.Phase.TOTAL;
    if (failure.countsForBreaker() && !cutByUs) {
      permit.broke();
      state.broke(target);
    }
    slot.release();
  }

  /** The client left while an opened answer flowed. */
  public void left() {
    slot.release();
  }
}
