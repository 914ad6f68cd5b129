package dev.arobase.resolve;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Known times, without any chance.
 *
 * @param millis by provider; a provider that is not in it is unknown
 */
record Speeds(Map<String, Integer> millis) implements SpeedView {

  @Override
  public List<Target> order(List<Target> targets, Goal goal, RandomGenerator random) {
    return targets.stream()
        .sorted(
            Comparator.comparingInt(
                target -> millis.getOrDefault(target.provider().name(), Integer.MAX_VALUE)))
        .toList();
  }
}
