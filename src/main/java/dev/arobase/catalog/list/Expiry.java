package dev.arobase.catalog.list;

import java.time.Instant;
import java.util.Optional;

/**
 * A row that is, or will be, no longer served.
 *
 * @param at from when; empty: already
 * @param reason a clause for people, such as {@code marked inactive}
 */
public record Expiry(Optional<Instant> at, String reason) {

  public boolean holdsAt(Instant now) {
    return at.isEmpty() || !now.isBefore(at.get());
  }
}
