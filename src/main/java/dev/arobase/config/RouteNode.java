package dev.arobase.config;

import java.util.List;
import java.util.Map;

/** A target, or a group of them. */
public sealed interface RouteNode permits RouteNode.Target, RouteNode.Group {

  /** The share among its siblings where they are weighted; at least 0. */
  double weight();

  /**
   * One model.
   *
   * @param model a reference as a client would write it: {@code @provider/model}, a model's id, or
   *     another route's name; {@code *} in it repeats what the route's own {@code *} stood for
   * @param params body fields that replace the client's: the field's name to its value as JSON
   */
  record Target(String model, double weight, Map<String, RawJson> params) implements RouteNode {
    public Target {
      params = Map.copyOf(params);
    }
  }

  /** Several, tried as the strategy says; never empty. */
  record Group(Strategy strategy, double weight, List<RouteNode> targets) implements RouteNode {
    public Group {
      targets = List.copyOf(targets);
      if (targets.isEmpty()) {
        throw new IllegalArgumentException("a group of no targets");
      }
    }
  }
}
