package dev.arobase.resolve;

import java.util.List;

/**
 * One entry of a group of a route, resolved.
 *
 * @param weight its share where the group is weighted
 * @param targets where it leads, in order, at least one
 */
record Branch(double weight, List<Target> targets) {
  Branch {
    targets = List.copyOf(targets);
  }
}
