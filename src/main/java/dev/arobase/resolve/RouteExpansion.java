package dev.arobase.resolve;

import dev.arobase.config.RawJson;
import dev.arobase.config.RouteConfig;
import dev.arobase.config.RouteNode;
import dev.arobase.config.Strategy;
import dev.arobase.exchange.Rejection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One route turned into targets: its groups, from the leaves up. */
final class RouteExpansion {

  private final Call call;
  private final ReferenceResolver references;
  private final RouteTable.Match match;
  private final List<String> onPath;
  private final List<Rejection> refusals = new ArrayList<>();
  private OptionalInt innerMaxAttempts = OptionalInt.empty();

  /**
   * @param onPath names of the routes that led here, this one included
   */
  RouteExpansion(
      Call call, ReferenceResolver references, RouteTable.Match match, List<String> onPath) {
    this.call = call;
    this.references = references;
    this.match = match;
    this.onPath = onPath;
  }

  /**
   * All targets of the route, in order.
   *
   * @param asked a strategy that the client asks for in place of the route's own
   * @return empty when no target is left
   */
  Optional<Outcome.Found> expand(Optional<Strategy> asked) {
    RouteConfig route = match.route();
    Strategy strategy = asked.orElse(route.root().strategy());
    boolean single = route.root().targets().size() == 1;
    List<Target> targets = group(route.root(), strategy, "routes." + route.name(), single);
    if (targets.isEmpty()) {
      return Optional.empty();
    }
    OptionalInt maxAttempts =
        route.maxAttempts().isPresent() || !single ? route.maxAttempts() : innerMaxAttempts;
    return Optional.of(
        new Outcome.Found(
            targets, strategy, Optional.of(route.name()), canonicalId(targets), maxAttempts));
  }

  /** Why the targets that are missing are missing, in the route's order. */
  List<Rejection> refusals() {
    return refusals;
  }

  private List<Target> group(
      RouteNode.Group group, Strategy strategy, String path, boolean single) {
    List<Branch> branches = new ArrayList<>(group.targets().size());
    for (int i = 0; i < group.targets().size(); i++) {
      RouteNode node = group.targets().get(i);
      String at = single ? path : path + ".targets[" + i + "]";
      List<Target> targets =
          switch (node) {
            case RouteNode.Target target -> leaf(target, at);
            case RouteNode.Group inner -> group(inner, inner.strategy(), at, false);
          };
      if (!targets.isEmpty()) {
        branches.add(new Branch(node.weight(), targets));
      }
    }
    return branches.isEmpty() ? List.of() : new BranchOrder(call).order(strategy, path, branches);
  }

  private List<Target> leaf(RouteNode.Target leaf, String at) {
    String text = match.substitute(leaf.model());
    return switch (references.inRoute(text, onPath)) {
      case Outcome.Missed missed -> {
        refusals.add(missed.refused().rejection());
        call.tell(
            Stage.ROUTE,
            () -> at + ": " + text + " is out: " + missed.refused().rejection().message());
        yield List.of();
      }
      case Outcome.Found found -> {
        innerMaxAttempts = found.maxAttempts();
        call.tell(Stage.ROUTE, () -> at + ": " + text + " is " + references(found) + ".");
        yield found.targets().stream().map(target -> through(target, leaf, at)).toList();
      }
    };
  }

  private static String references(Outcome.Found found) {
    return String.join(", ", found.targets().stream().map(Target::reference).toList());
  }

  /** What the outer route says wins over what an inner one says. */
  private Target through(Target target, RouteNode.Target leaf, String at) {
    Map<String, RawJson> params = new HashMap<>(target.params());
    params.putAll(leaf.params());
    return target.withRoute(
        params,
        target.option().isEmpty() ? at : at + " > " + target.option(),
        match.route().timeouts().over(target.timeouts()),
        match.route().retry().over(target.retry()));
  }

  private static Optional<String> canonicalId(List<Target> targets) {
    List<String> ids =
        targets.stream()
            .map(target -> target.offering().map(offering -> offering.canonicalId()).orElse(""))
            .distinct()
            .toList();
    return ids.size() == 1 && !ids.getFirst().isEmpty()
        ? Optional.of(ids.getFirst())
        : Optional.empty();
  }
}
