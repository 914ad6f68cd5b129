package dev.arobase.resolve;

/** What is known about the health of providers, read at each request; answers without waiting. */
public interface HealthView {

  /**
   * Whether the breaker of the target's provider and model is open: it is tried last. A target
   * without an offering is an id that no list has.
   */
  boolean open(Target target);

  /** Whether all keys of the target's provider rest: it is tried last, too. */
  default boolean resting(Target target) {
    return false;
  }

  /** Whether something speaks against trying it before others. */
  default boolean goesLast(Target target) {
    return open(target) || resting(target);
  }

  /**
   * Whether the provider said lately that it has no such model: left out while others are there.
   */
  boolean leftOut(Target target);

  /** Nothing is known to be wrong. */
  HealthView HEALTHY =
      new HealthView() {
        @Override
        public boolean open(Target target) {
          return false;
        }

        @Override
        public boolean leftOut(Target target) {
          return false;
        }
      };
}
