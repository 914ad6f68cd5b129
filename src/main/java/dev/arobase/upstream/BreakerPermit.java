package dev.arobase.upstream;

import dev.arobase.exchange.Failure;

/**
 * Leave to try a target. It ends in exactly one of three ways; the first call decides, later ones
 * change nothing. One that never ends keeps a probe's place for one cooldown and no longer.
 *
 * <p>A success is told at an answer's first content and not at its end, so that a long stream keeps
 * no probe's place; that it broke after all is told by {@link #broke}.
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

        @Override
        public void broke() {}
      };

  /** The target answered. */
  void success();

  /** The target failed in a way that speaks against its health. */
  void failure();

  /** Nothing was learnt: the client left, or the failure says nothing about the target. */
  void dropped();

  /**
   * After a success: the target broke its answer off later. The success is taken back and counts as
   * a failure; without a success before, and the second time, it changes nothing.
   */
  void broke();

  /** As {@code failure} says of itself. */
  default void end(Failure failure) {
    if (failure.countsForBreaker()) {
      failure();
    } else {
      dropped();
    }
  }
}
