package dev.arobase.resolve;

import dev.arobase.catalog.CaseFold;
import dev.arobase.config.RouteConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The routes by name, without regard to case: exact names, then wildcards, the longest first. */
public final class RouteTable {

  private final Map<String, RouteConfig> exact;
  private final Map<String, RouteConfig> wildcards;

  /** Lengths that wildcards have before their {@code *}, the longest first. */
  private final int[] lengths;

  private final List<String> names;

  private RouteTable(Collection<RouteConfig> routes) {
    Map<String, RouteConfig> exact = new HashMap<>();
    Map<String, RouteConfig> wildcards = new HashMap<>();
    TreeSet<Integer> lengths = new TreeSet<>(Comparator.reverseOrder());
    List<String> names = new ArrayList<>();
    for (RouteConfig route : routes) {
      if (route.wildcard()) {
        String prefix = CaseFold.fold(route.name().substring(0, route.name().length() - 1));
        wildcards.put(prefix, route);
        lengths.add(prefix.length());
      } else {
        exact.put(CaseFold.fold(route.name()), route);
        names.add(route.name());
      }
    }
    this.exact = Map.copyOf(exact);
    this.wildcards = Map.copyOf(wildcards);
    this.lengths = lengths.stream().mapToInt(Integer::intValue).toArray();
    this.names = List.copyOf(names);
  }

  public static RouteTable of(Collection<RouteConfig> routes) {
    return new RouteTable(routes);
  }

  /**
   * A route that was found.
   *
   * @param wildcard what its {@code *} stands for, as the client wrote it
   */
  record Match(RouteConfig route, Optional<String> wildcard) {

    /** A target's text, with what the {@code *} stood for in its place. */
    String substitute(String target) {
      return wildcard.map(text -> target.replace("*", text)).orElse(target);
    }
  }

  Optional<Match> exact(String folded) {
    return Optional.ofNullable(exact.get(folded)).map(route -> new Match(route, Optional.empty()));
  }

  /** The longest wildcard that fits; folding keeps positions, so the rest is cut from the text. */
  Optional<Match> wildcard(String text, String folded) {
    for (int length : lengths) {
      if (length <= folded.length()) {
        RouteConfig route = wildcards.get(folded.substring(0, length));
        if (route != null) {
          return Optional.of(new Match(route, Optional.of(text.substring(length))));
        }
      }
    }
    return Optional.empty();
  }

  /** The exact names, as the configuration spells them. */
  List<String> names() {
    return names;
  }
}
