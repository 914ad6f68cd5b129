package dev.arobase.resolve;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/** How fast targets have been lately, as an order to try them in. */
@FunctionalInterface
public interface SpeedView {

  /** What fast means. */
  enum Goal {
    /** The first token soon, and the next ones not slowly. */
    ANSWER,
    /** The first token soonest. */
    LATENCY,
    /** Most tokens per second. */
    THROUGHPUT
  }

  /**
   * The same targets, the one to try first at the front. Those of which nothing is known keep the
   * order given, which spreads them already.
   *
   * @param random the only chance it may use, so that the same one gives the same order
   */
  List<Target> order(List<Target> targets, Goal goal, RandomGenerator random);

  /** What was measured of a target lately, for those who ask why; empty when nothing was. */
  default Optional<Seen> seen(Target target) {
    return Optional.empty();
  }

  /**
   * Newer observations count for more.
   *
   * @param errorShare share of failed attempts, from 0 to 1
   */
  record Seen(OptionalDouble firstTokenMillis, OptionalDouble tokensPerSecond, double errorShare) {}

  /** Nothing was measured. */
  SpeedView UNKNOWN = (targets, goal, random) -> targets;
}
