package dev.arobase.resolve;

import dev.arobase.config.Strategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The strategies of routes: from the branches of a group to one order of targets. */
final class BranchOrder {

  /** 2⁶⁴ ÷ the golden ratio: its multiples fall evenly into any partition of the circle. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final Call call;

  BranchOrder(Call call) {
    this.call = call;
  }

  /**
   * @param group names the group in the configuration; its turns are counted by it
   */
  List<Target> order(Strategy strategy, String group, List<Branch> branches) {
    if (call.trace().on() && branches.size() > 1) {
      call.trace().step(Stage.ORDER, group + " is tried " + Words.of(strategy) + ".");
    }
    return switch (strategy) {
      case FALLBACK -> flat(branches);
      case ROUND_ROBIN -> flat(inTurn(group, branches));
      case WEIGHTED -> flat(byWeight(group, branches));
      case CHEAPEST, FASTEST -> new CandidateOrder(call).sort(flat(branches), strategy);
    };
  }

  private List<Branch> inTurn(String group, List<Branch> branches) {
    List<Branch> healthy = branches.stream().filter(this::healthy).toList();
    if (healthy.isEmpty()) {
      return branches;
    }
    int first = (int) Long.remainderUnsigned(call.chance().turn(group), healthy.size());
    List<Branch> order = new ArrayList<>(branches.size());
    for (int i = 0; i < healthy.size(); i++) {
      order.add(healthy.get((first + i) % healthy.size()));
    }
    branches.stream().filter(branch -> !healthy(branch)).forEach(order::add);
    return order;
  }

  /**
   * The first by weight among the healthy ones, smoothly: each turn moves by the golden ratio, so
   * that any stretch of turns has about the shares of the weights. The others follow by their
   * weights too, at random, so that the load of a failing branch spreads. A weight of 0 gets
   * nothing while there is another.
   */
  private List<Branch> byWeight(String group, List<Branch> branches) {
    List<Branch> weighted = branches.stream().filter(branch -> branch.weight() > 0).toList();
    if (weighted.isEmpty()) {
      return branches;
    }
    List<Branch> left = new ArrayList<>(weighted.stream().filter(this::healthy).toList());
    List<Branch> order = new ArrayList<>(weighted.size());
    long turn = call.chance().turn(group);
    long position = turn * GOLDEN;
    while (!left.isEmpty()) {
      order.add(left.remove(pick(left, unit(position))));
      position = Rendezvous.mix(position + GOLDEN);
    }
    weighted.stream()
        .filter(branch -> !healthy(branch))
        .sorted(Comparator.comparingDouble(Branch::weight).reversed())
        .forEach(order::add);
    return order;
  }

  private static int pick(List<Branch> branches, double unit) {
    double point = unit * branches.stream().mapToDouble(Branch::weight).sum();
    for (int i = 0; i < branches.size() - 1; i++) {
      point -= branches.get(i).weight();
      if (point < 0) {
        return i;
      }
    }
    return branches.size() - 1;
  }

  /** The upper 53 bits as a number from 0 up to 1. */
  private static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  private boolean healthy(Branch branch) {
    return branch.targets().stream()
        .anyMatch(target -> !call.health().goesLast(target) && !call.health().leftOut(target));
  }

  private static List<Target> flat(List<Branch> branches) {
    return branches.stream().flatMap(branch -> branch.targets().stream()).toList();
  }
}
