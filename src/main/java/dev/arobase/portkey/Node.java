package dev.arobase.portkey;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A configuration as a tree. */
sealed interface Node {
  /** Where it stands: {@code config.targets[1]}. */
  String path();

  Optional<String> name();

  /** Its share among its siblings under {@code loadbalance}. */
  double weight();

  /**
   * One target, which may still be several offerings of a model.
   *
   * @param circuit when to pass it over; empty when nobody asks for that
   */
  record Leaf(
      String path,
      Optional<String> name,
      double weight,
      Settings settings,
      Optional<CircuitRules> circuit)
      implements Node {}

  /** At least one target. */
  record Group(
      String path, Optional<String> name, double weight, Strategy strategy, List<Node> targets)
      implements Node {
    public Group {
      targets = List.copyOf(targets);
    }
  }

  sealed interface Strategy {
    record Single() implements Strategy {}

    /**
     * One after the other.
     *
     * @param on statuses to go on after; empty for every failure
     */
    record Fallback(Optional<Set<Integer>> on) implements Strategy {}

    record LoadBalance() implements Strategy {}

    /** The first condition that holds names the target. */
    record Conditional(List<Case> cases, Optional<String> otherwise) implements Strategy {}
  }

  record Case(Query query, String then) {}
}
