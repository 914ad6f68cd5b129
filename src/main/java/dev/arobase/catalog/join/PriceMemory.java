package dev.arobase.catalog.join;

import dev.arobase.catalog.Pricing;
import java.util.Optional;

/**
 * What earlier syncs saw of an offering's price, so that a price which jumps waits until a second
 * sync has seen it too.
 *
 * @param trusted the last price that two syncs agreed on, or that was there before a jump; empty
 *     while there is no price to compare with
 * @param latest the last known price that was seen
 * @param seen in how many syncs in a row, 2 for two or more
 */
public record PriceMemory(Optional<Pricing> trusted, Pricing latest, int seen) {

  /** The memory of an offering that is seen for the first time. */
  public static PriceMemory first(Pricing price) {
    return new PriceMemory(Optional.empty(), price, 1);
  }

  /** After one more sync. A price that is unknown for once changes nothing. */
  public PriceMemory then(Pricing price) {
    if (price.isUnknown()) {
      return this;
    }
    if (latest.isUnknown()) {
      return trusted.isPresent() && !PriceJump.between(trusted.get(), price)
          ? new PriceMemory(Optional.of(price), price, 2)
          : new PriceMemory(trusted, price, 1);
    }
    if (!PriceJump.between(latest, price)) {
      return new PriceMemory(Optional.of(price), price, 2);
    }
    if (trusted.isPresent() && !PriceJump.between(trusted.get(), price)) {
      return new PriceMemory(Optional.of(price), price, 2);
    }
    return new PriceMemory(trusted.or(() -> Optional.of(latest)), price, 1);
  }

  /** It moved too far at once, and no second sync has confirmed it. */
  public boolean jumped() {
    return seen < 2 && trusted.isPresent();
  }

  /** No second sync has confirmed the first price that was seen. */
  public boolean isNew() {
    return seen < 2 && trusted.isEmpty();
  }

  /** The price to hold others against: not one that has just jumped. */
  public Pricing settled() {
    return jumped() ? trusted.orElse(latest) : latest;
  }
}
