package dev.arobase.resolve;

/**
 * What resolving tells about itself, for explaining. A request is resolved without one: callers ask
 * {@link #on} before they put a sentence together, so that the hot path pays nothing.
 */
public interface Trace {

  /** Whether anybody listens. */
  boolean on();

  void step(Stage stage, String sentence);

  /**
   * A candidate is out.
   *
   * @param reason a clause: {@code its context of 8,192 tokens is too short}
   */
  void ruledOut(Target target, String reason);

  Trace NONE =
      new Trace() {
        @Override
        public boolean on() {
          return false;
        }

        @Override
        public void step(Stage stage, String sentence) {}

        @Override
        public void ruledOut(Target target, String reason) {}
      };
}
