package dev.arobase.catalog.join;

import java.time.Instant;
import java.util.Optional;

/**
 * When a provider's sync went well or badly.
 *
 * @param lastSuccess of its main list
 * @param staleSince of the first failure after that; empty while there is none
 * @param lastFailure why
 */
public record SyncTimes(
    Optional<Instant> lastSuccess, Optional<Instant> staleSince, Optional<String> lastFailure) {

  public static final SyncTimes NEVER =
      new SyncTimes(Optional.empty(), Optional.empty(), Optional.empty());

  public SyncTimes succeeded(Instant at) {
    return new SyncTimes(Optional.of(at), Optional.empty(), Optional.empty());
  }

  public SyncTimes failed(Instant at, String why) {
    return new SyncTimes(lastSuccess, staleSince.or(() -> Optional.of(at)), Optional.of(why));
  }
}
