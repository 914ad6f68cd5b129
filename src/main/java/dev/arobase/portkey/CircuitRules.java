package dev.arobase.portkey;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * {@code cb_config}: when a target's circuit opens, and for how long.
 *
 * @param failures so many open it
 * @param percentage of failures among the outcomes that opens it, from more than 0 to 100, once
 *     there are {@code leastOutcomes}
 * @param statuses that count as failures; empty for those from 500 on
 */
record CircuitRules(
    Optional<Integer> failures,
    Optional<Double> percentage,
    int leastOutcomes,
    Duration cooldown,
    Optional<Set<Integer>> statuses) {

  private static final Duration SHORTEST_COOLDOWN = Duration.ofSeconds(30);
  private static final double LONGEST_COOLDOWN_MILLIS = 86_400_000;
  private static final double MOST = 1_000_000;
  private static final int USUAL_LEAST_OUTCOMES = 5;
  private static final int SERVER_ERROR = 500;

  CircuitRules {
    statuses = statuses.map(Set::copyOf);
  }

  /** Portkey raises a shorter cooldown to 30 s, and so does this. */
  static Optional<CircuitRules> read(Optional<Level> given) throws BadConfig {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Level level = given.get();
    Optional<Double> failures = level.number("failure_threshold", 1);
    Optional<Double> percentage = level.number("failure_threshold_percentage", 1);
    if (failures.isEmpty() && percentage.isEmpty()) {
      throw new BadConfig(level.path(), "needs failure_threshold or failure_threshold_percentage");
    }
    if (percentage.filter(share -> share > 100).isPresent()) {
      throw new BadConfig(level.at("failure_threshold_percentage"), "is more than 100");
    }
    Optional<Double> cooldown = level.number("cooldown_interval", 0);
    if (cooldown.filter(millis -> millis > LONGEST_COOLDOWN_MILLIS).isPresent()) {
      throw new BadConfig(
          level.at("cooldown_interval"), "is longer than a day (it is in milliseconds)");
    }
    Optional<Double> least = level.number("minimum_requests", 0);
    CircuitRules rules =
        new CircuitRules(
            failures.map(CircuitRules::whole),
            percentage,
            least.map(CircuitRules::whole).orElse(USUAL_LEAST_OUTCOMES),
            cooldown
                .map(millis -> Duration.ofMillis(millis.longValue()))
                .filter(asked -> asked.compareTo(SHORTEST_COOLDOWN) > 0)
                .orElse(SHORTEST_COOLDOWN),
            level.statuses("failure_status_codes"));
    level.done();
    return Optional.of(rules);
  }

  private static int whole(double number) {
    return (int) Math.ceil(Math.min(MOST, number));
  }

  boolean isFailure(int status) {
    return statuses.map(some -> some.contains(status)).orElse(status >= SERVER_ERROR);
  }

  /** Whether so many failures among so many outcomes open it. */
  boolean open(long bad, long all) {
    return failures.filter(most -> bad >= most).isPresent()
        || (all >= leastOutcomes
            && percentage.filter(share -> 100.0 * bad >= share * all).isPresent());
  }
}
