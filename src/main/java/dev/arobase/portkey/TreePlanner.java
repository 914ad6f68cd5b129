package dev.arobase.portkey;

import dev.arobase.portkey.Node.Group;
import dev.arobase.portkey.Node.Leaf;
import dev.arobase.portkey.Node.Strategy;
import dev.arobase.resolve.ClientTerms;
import dev.arobase.resolve.Stage;
import dev.arobase.resolve.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the tree of one configuration to the targets of one request, in order. */
final class TreePlanner {

  /** 2⁶⁴ ÷ the golden ratio: its multiples fall evenly into any partition of the circle. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final LeafPlanner leaves;
  private final LeafCircuits circuits;
  private final Facts facts;
  private final long turn;
  private final Trace trace;

  TreePlanner(LeafPlanner leaves, LeafCircuits circuits, Facts facts, long turn, Trace trace) {
    this.leaves = leaves;
    this.circuits = circuits;
    this.facts = facts;
    this.turn = turn;
    this.trace = trace;
  }

  /** Empty when nothing of it can be used. */
  List<Draft> expand(Node node, int depth) throws BadConfig {
    return switch (node) {
      case Leaf leaf -> leaf(leaf);
      case Group group ->
          switch (group.strategy()) {
            case Strategy.Single _ -> {
              tell(group, "takes its first target");
              yield expand(closed(group, group.targets()).getFirst(), depth + 1);
            }
            case Strategy.Fallback fallback -> fallback(group, fallback, depth);
            case Strategy.LoadBalance _ -> balanced(group, depth);
            case Strategy.Conditional conditional -> expand(chosen(group, conditional), depth + 1);
          };
    };
  }

  private List<Draft> leaf(Leaf leaf) throws BadConfig {
    List<Draft> drafts = leaves.plan(leaf);
    if (trace.on()) {
      if (drafts.isEmpty()) {
        tell(leaf, "cannot be used: " + leaves.refusal().rejection().message());
      } else if (drafts.stream().anyMatch(draft -> draft.ownHost().isPresent())) {
        tell(leaf, "goes to a host that the request names");
      } else if (drafts.stream().anyMatch(Draft::ownKey)) {
        tell(leaf, "is used with the key that the request brings");
      }
    }
    return drafts;
  }

  private List<Draft> fallback(Group group, Strategy.Fallback fallback, int depth)
      throws BadConfig {
    if (trace.on()) {
      tell(
          group,
          "tries its targets one after the other, moving on after "
              + fallback
                  .on()
                  .map(on -> on.stream().sorted().map(String::valueOf).toList().toString())
                  .orElse("every failure"));
    }
    List<Node> closed = closed(group, group.targets());
    List<List<Draft>> branches = branches(closed, depth);
    if (branches.isEmpty() && closed.size() < group.targets().size()) {
      branches = branches(group.targets(), depth);
    }
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

  private List<List<Draft>> branches(List<Node> targets, int depth) throws BadConfig {
    List<List<Draft>> branches = new ArrayList<>();
    for (Node target : targets) {
      List<Draft> branch = expand(target, depth + 1);
      if (!branch.isEmpty()) {
        branches.add(branch);
      }
    }
    return branches;
  }

  /** One of them by weight; one that cannot be used has no share. */
  private List<Draft> balanced(Group group, int depth) throws BadConfig {
    List<Node> weighted = group.targets().stream().filter(target -> target.weight() > 0).toList();
    List<Node> closed = closed(group, weighted);
    List<Draft> drawn = draw(group, closed, depth);
    return drawn.isEmpty() && closed.size() < weighted.size()
        ? draw(group, weighted, depth)
        : drawn;
  }

  private List<Draft> draw(Group group, List<Node> targets, int depth) throws BadConfig {
    List<Node> usable = new ArrayList<>();
    List<List<Draft>> branches = new ArrayList<>();
    double sum = 0;
    for (Node target : targets) {
      List<Draft> branch = expand(target, depth + 1);
      if (!branch.isEmpty()) {
        usable.add(target);
        branches.add(branch);
        sum += target.weight();
      }
    }
    double point = unit((turn + depth * GOLDEN * 31) * GOLDEN) * sum;
    for (int i = 0; i < branches.size(); i++) {
      point -= usable.get(i).weight();
      if (point < 0 || i == branches.size() - 1) {
        if (trace.on()) {
          tell(group, "shares the load by weight; this turn is that of " + usable.get(i).path());
        }
        return branches.get(i);
      }
    }
    return List.of();
  }

  /** Those whose circuits are closed; all of them when every one is open. */
  private List<Node> closed(Group group, List<Node> targets) {
    List<Node> closed = targets.stream().filter(target -> !circuits.isOpen(target)).toList();
    if (closed.size() == targets.size()) {
      return targets;
    }
    if (closed.isEmpty()) {
      tell(group, "has the circuits of all its targets open, and tries them all the same");
      return targets;
    }
    for (Node target : targets) {
      if (!closed.contains(target)) {
        tell(target, "is passed over: its circuit is open");
      }
    }
    return closed;
  }

  private void tell(Node node, String what) {
    if (trace.on()) {
      trace.step(Stage.CONFIG, node.path() + " " + what + ".");
    }
  }

  /** The upper 53 bits as a number from 0 up to 1. */
  private static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  private Node chosen(Group group, Strategy.Conditional conditional) throws BadConfig {
    Optional<Node.Case> holding =
        conditional.cases().stream().filter(one -> one.query().holds(facts)).findFirst();
    Optional<String> name = holding.map(Node.Case::then).or(conditional::otherwise);
    if (name.isEmpty()) {
      throw new BadConfig(
          group.path() + ".strategy.conditions",
          "do not hold for this request, and there is no default");
    }
    Node target =
        group.targets().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("a checked name has no target"));
    if (trace.on()) {
      tell(
          group,
          holding
                  .map(one -> "strategy.conditions[" + conditional.cases().indexOf(one) + "] holds")
                  .orElse("no condition holds, the default is taken")
              + ": "
              + target.path());
    }
    return target;
  }
}
