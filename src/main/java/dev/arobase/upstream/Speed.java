package dev.arobase.upstream;

import dev.arobase.resolve.SpeedView.Goal;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What was seen of one offering, newer observations counting for more.
 *
 * @param firstTokenMillis decayed time to the first token; NaN before the first answer
 * @param tokensPerSecond decayed; NaN when never seen
 * @param errorShare decayed share of failed attempts, from 0 to 1
 * @param seenNanos when it was last observed
 */
record Speed(double firstTokenMillis, double tokensPerSecond, double errorShare, long seenNanos) {

  /** How much of the decayed value a new observation replaces. */
  private static final double WEIGHT = 0.5;

  /** The same for one that is faster: a slow offering is seen seldom, so each sight says more. */
  private static final double FASTER_WEIGHT = 0.7;

  /** The same for errors: one failure among many answers must not banish an offering. */
  private static final double ERROR_WEIGHT = 0.3;

  /** An offering that always fails costs as much as one this much slower. */
  private static final double ERROR_PENALTY = 20;

  /**
   * So many tokens weigh as much as the wait for the first. Few, for people wait for the first and
   * read the others.
   */
  private static final double WEIGHED_TOKENS = 20;

  /** Assumed where the speed of tokens was never seen: high, so that what is known decides. */
  private static final double USUAL_TOKENS_PER_SECOND = 200;

  /** Assumed where only failures were seen. */
  private static final double USUAL_FIRST_TOKEN_MILLIS = 1000;

  /** Added to each, so that a few milliseconds between two near ones don't count. */
  private static final double SAME_MILLIS = 20;

  static Speed unseen(long nowNanos) {
    return new Speed(Double.NaN, Double.NaN, 0, nowNanos);
  }

  Speed answered(Duration firstToken, OptionalDouble rate, long nowNanos) {
    double millis = firstToken.toNanos() / 1e6;
    double nextFirst =
        mixed(firstTokenMillis, millis, millis < firstTokenMillis ? FASTER_WEIGHT : WEIGHT);
    double nextRate = tokensPerSecond;
    if (rate.isPresent() && rate.getAsDouble() > 0) {
      double observed = rate.getAsDouble();
      nextRate =
          mixed(tokensPerSecond, observed, observed > tokensPerSecond ? FASTER_WEIGHT : WEIGHT);
    }
    return new Speed(nextFirst, nextRate, errorShare * (1 - ERROR_WEIGHT), nowNanos);
  }

  Speed streamed(double rate, long nowNanos) {
    double next = mixed(tokensPerSecond, rate, rate > tokensPerSecond ? FASTER_WEIGHT : WEIGHT);
    return new Speed(firstTokenMillis, next, errorShare, nowNanos);
  }

  Speed failed(long nowNanos) {
    return new Speed(
        firstTokenMillis,
        tokensPerSecond,
        errorShare * (1 - ERROR_WEIGHT) + ERROR_WEIGHT,
        nowNanos);
  }

  /**
   * Milliseconds that stand for how bad it is, errors included; lower is better, always positive.
   */
  double cost(Goal goal) {
    double first = Double.isNaN(firstTokenMillis) ? USUAL_FIRST_TOKEN_MILLIS : firstTokenMillis;
    double rate = Double.isNaN(tokensPerSecond) ? USUAL_TOKENS_PER_SECOND : tokensPerSecond;
    double tokens = WEIGHED_TOKENS / rate * 1000;
    double cost =
        switch (goal) {
          case ANSWER -> first + tokens;
          case LATENCY -> first;
          case THROUGHPUT -> tokens;
        };
    return (SAME_MILLIS + cost) * (1 + ERROR_PENALTY * errorShare);
  }

  private static double mixed(double old, double observed, double weight) {
    return Double.isNaN(old) ? observed : old + weight * (observed - old);
  }
}
