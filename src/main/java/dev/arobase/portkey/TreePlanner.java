package dev.arobase.portkey;

import dev.arobase.portkey.Node.Group;
import dev.arobase.portkey.Node.Leaf;
import dev.arobase.portkey.Node.Strategy;
import dev.arobase.resolve.ClientTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the tree of one configuration to the targets of one request, in order. */
final class TreePlanner {

  /** 2⁶⁴ ÷ the golden ratio: its multiples fall evenly into any partition of the circle. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final LeafPlanner leaves;
  private final Facts facts;
  private final long turn;

  TreePlanner(LeafPlanner leaves, Facts facts, long turn) {
    this.leaves = leaves;
    this.facts = facts;
    this.turn = turn;
  }

  /** Empty when nothing of it can be used. */
  List<Draft> expand(Node node, int depth) throws BadConfig {
    return switch (node) {
      case Leaf leaf -> leaves.plan(leaf);
      case Group group ->
          switch (group.strategy()) {
            case Strategy.Single _ -> expand(group.targets().getFirst(), depth + 1);
            case Strategy.Fallback fallback -> fallback(group, fallback, depth);
            case Strategy.LoadBalance _ -> balanced(group, depth);
            case Strategy.Conditional conditional -> expand(chosen(group, conditional), depth + 1);
          };
    };
  }

  private List<Draft> fallback(Group group, Strategy.Fallback fallback, int depth)
      throws BadConfig {
    List<List<Draft>> branches = branches(group, depth);
    List<Draft> all = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      List<Draft> branch = branches.get(i);
      for (int j = 0; j < branch.size(); j++) {
        boolean last = i == branches.size() - 1;
        Draft draft = branch.get(j);
        all.add(
            last ? draft : draft.moving(new ClientTerms.Move(fallback.on(), branch.size() - j)));
      }
    }
    return all;
  }

  private List<List<Draft>> branches(Group group, int depth) throws BadConfig {
    List<List<Draft>> branches = new ArrayList<>();
    for (Node target : group.targets()) {
      List<Draft> branch = expand(target, depth + 1);
      if (!branch.isEmpty()) {
        branches.add(branch);
      }
    }
    return branches;
  }

  /** One of them by weight; one that cannot be used has no share. */
  private List<Draft> balanced(Group group, int depth) throws BadConfig {
    List<List<Draft>> branches = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    double sum = 0;
    for (Node target : group.targets()) {
      List<Draft> branch = target.weight() > 0 ? expand(target, depth + 1) : List.of();
      if (!branch.isEmpty()) {
        branches.add(branch);
        weights.add(target.weight());
        sum += target.weight();
      }
    }
    double point = unit((turn + depth * GOLDEN * 31) * GOLDEN) * sum;
    for (int i = 0; i < branches.size(); i++) {
      point -= weights.get(i);
      if (point < 0 || i == branches.size() - 1) {
        return branches.get(i);
      }
    }
    return List.of();
  }

  /** The upper 53 bits as a number from 0 up to 1. */
  private static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  private Node chosen(Group group, Strategy.Conditional conditional) throws BadConfig {
    Optional<String> name =
        conditional.cases().stream()
            .filter(one -> one.query().holds(facts))
            .findFirst()
            .map(Node.Case::then)
            .or(conditional::otherwise);
    if (name.isEmpty()) {
      throw new BadConfig(
          group.path() + ".strategy.conditions",
          "do not hold for this request, and there is no default");
    }
    return group.targets().stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a checked name has no target"));
  }
}
