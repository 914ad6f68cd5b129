package dev.arobase.config.load;

import dev.arobase.config.RouteConfig;
import dev.arobase.config.RouteNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Routes that lead back to themselves. A route leads to another when one of its targets is the
 * other's name. What stands for {@code *} is not known here, so a target with {@code *} leads to
 * every route that it could become the name of.
 */
final class RouteCycles {
  private static final int MOST_SHOWN = 8;

  private final Map<String, RouteConfig> routes;
  private final Map<String, List<String>> next = new LinkedHashMap<>();
  private final Set<String> done = new HashSet<>();
  private final Map<String, String> cycles = new LinkedHashMap<>();

  private RouteCycles(Map<String, RouteConfig> routes) {
    this.routes = routes;
    List<String> wildcards = routes.keySet().stream().filter(name -> name.endsWith("*")).toList();
    routes.forEach(
        (name, route) -> next.put(name, followers(route, wildcards).distinct().toList()));
  }

  /**
   * The cycles, each once.
   *
   * @param routes by lower-case name
   * @return from the lower-case name of one route of a cycle to the cycle, as {@code a → b → a}
   */
  static Map<String, String> find(Map<String, RouteConfig> routes) {
    RouteCycles cycles = new RouteCycles(routes);
    routes.keySet().forEach(cycles::walk);
    return cycles.cycles;
  }

  /** Depth first with a stack of its own: a chain of routes may be long. */
  private void walk(String start) {
    if (done.contains(start)) {
      return;
    }
    List<String> path = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    Set<String> onPath = new HashSet<>();
    path.add(start);
    positions.add(0);
    onPath.add(start);
    while (!path.isEmpty()) {
      int depth = path.size() - 1;
      String name = path.get(depth);
      int position = positions.get(depth);
      List<String> followers = next.getOrDefault(name, List.of());
      if (position == followers.size()) {
        path.removeLast();
        positions.removeLast();
        onPath.remove(name);
        done.add(name);
        continue;
      }
      positions.set(depth, position + 1);
      String follower = followers.get(position);
      if (onPath.contains(follower)) {
        List<String> cycle = new ArrayList<>(path.subList(path.indexOf(follower), path.size()));
        cycle.add(follower);
        cycles.putIfAbsent(follower, shown(cycle));
      } else if (!done.contains(follower)) {
        path.add(follower);
        positions.add(0);
        onPath.add(follower);
      }
    }
  }

  /** A long one without its middle. */
  private String shown(List<String> cycle) {
    List<String> names = new ArrayList<>(cycle.stream().map(this::spelled).toList());
    if (names.size() > MOST_SHOWN) {
      names.subList(MOST_SHOWN / 2, names.size() - MOST_SHOWN / 2).clear();
      names.add(MOST_SHOWN / 2, "…");
    }
    return String.join(" → ", names);
  }

  private String spelled(String name) {
    return Optional.ofNullable(routes.get(name)).map(RouteConfig::name).orElse(name);
  }

  private Stream<String> followers(RouteConfig route, List<String> wildcards) {
    List<String> references = new ArrayList<>();
    collect(route.root(), references);
    return references.stream()
        .filter(reference -> !reference.startsWith("@"))
        .map(reference -> reference.toLowerCase(Locale.ROOT))
        .flatMap(
            reference ->
                route.wildcard() && reference.contains("*")
                    ? reachable(reference).stream()
                    : exact(reference, wildcards).stream());
  }

  private static void collect(RouteNode node, List<String> references) {
    switch (node) {
      case RouteNode.Target target -> references.add(target.model());
      case RouteNode.Group group -> group.targets().forEach(target -> collect(target, references));
    }
  }

  /** The route that takes this name: an exact one, else the longest that ends in {@code *}. */
  private Optional<String> exact(String reference, List<String> wildcards) {
    if (routes.containsKey(reference) && !reference.endsWith("*")) {
      return Optional.of(reference);
    }
    return wildcards.stream()
        .filter(name -> reference.startsWith(name.substring(0, name.length() - 1)))
        .max(Comparator.comparingInt(String::length));
  }

  private List<String> reachable(String reference) {
    String before = reference.substring(0, reference.indexOf('*'));
    String after = reference.substring(reference.lastIndexOf('*') + 1);
    return routes.keySet().stream()
        .filter(
            name -> {
              if (!name.endsWith("*")) {
                return name.length() >= before.length() + after.length()
                    && name.startsWith(before)
                    && name.endsWith(after);
              }
              String prefix = name.substring(0, name.length() - 1);
              return prefix.startsWith(before) || before.startsWith(prefix);
            })
        .toList();
  }
}
