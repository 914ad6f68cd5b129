package dev.arobase.upstream;

import dev.arobase.exchange.Failure;

/**
 * Leave to try a target. It ends in exactly one of three ways; the first call decides, later ones
 * change nothing. One that never ends keeps a probe's place for one cooldown and no longer.
 */
public interface BreakerPermit {

  /** For requests with a client's own key or host: they tell nothing about anybody else's. */
  BreakerPermit UNGUARDED =
      new BreakerPermit() {
        @Override
        public void success() {}

        @Override
        public void failure() {}

        @Override
        public void dropped() {}
      };

  /** The target answered. */
  void success();

  /** The target failed in a way that speaks against its health. */
  void failure();

  /** Nothing was learnt: the client left, or the failure says nothing about the target. */
  void dropped();

  /** As {@code failure} says of itself. */
  default void end(Failure failure) {
    if (failure.countsForBreaker()) {
      failure();
    } else {
      dropped();
    }
  }
}
