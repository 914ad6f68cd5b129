package dev.arobase.resolve;

import dev.arobase.config.Strategy;
import java.util.List;
import java.util.Optional;

/**
 * Where a request goes: the targets in the order in which they are tried, at least one.
 *
 * @param model what the request asked for, or the default model
 * @param route the route that led here, as the configuration spells it
 * @param canonicalId of the catalog's model; absent for a route of several models or an unlisted id
 * @param strategy that made the order
 * @param maxAttempts in all; the route's or the configuration's default
 */
public record Plan(
    String model,
    Optional<String> route,
    Optional<String> canonicalId,
    Strategy strategy,
    List<Target> targets,
    int maxAttempts) {

  public Plan {
    targets = List.copyOf(targets);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("a plan without a target");
    }
  }
}
