package dev.arobase.resolve;

import dev.arobase.config.RawJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The last look at all targets together: doubles, context, health. None of these rules leaves a
 * request without a target: an estimate or a breaker may be wrong, and the upstream has the last
 * word.
 */
final class PlanFinish {

  private record Identity(String provider, String upstreamId, Map<String, RawJson> params) {}

  private final Call call;

  PlanFinish(Call call) {
    this.call = call;
  }

  List<Target> finish(List<Target> targets) {
    List<Target> left = distinct(targets);
    if (left.size() > 1) {
      left = unlessAll(left, this::tooShort, this::whyTooShort);
      left =
          unlessAll(
              left,
              call.health()::leftOut,
              target -> target.provider().name() + " said lately that it has no such model");
      left = troubledLast(left);
    }
    if (call.restriction().firstOnly() && left.size() > 1) {
      if (call.trace().on()) {
        left.subList(1, left.size())
            .forEach(
                target ->
                    call.trace().ruledOut(target, "provider.allow_fallbacks allows one target"));
      }
      return List.of(left.getFirst());
    }
    return left;
  }

  private static List<Target> distinct(List<Target> targets) {
    if (targets.size() < 2) {
      return targets;
    }
    Set<Identity> seen = HashSet.newHashSet(targets.size());
    return targets.stream()
        .filter(
            target ->
                seen.add(
                    new Identity(target.provider().name(), target.upstreamId(), target.params())))
        .toList();
  }

  private List<Target> unlessAll(
      List<Target> targets, Predicate<Target> out, Function<Target, String> reason) {
    List<Target> kept = targets.stream().filter(out.negate()).toList();
    if (kept.isEmpty() || kept.size() == targets.size()) {
      return targets;
    }
    if (call.trace().on()) {
      targets.stream()
          .filter(out)
          .forEach(target -> call.trace().ruledOut(target, reason.apply(target)));
    }
    return kept;
  }

  /** An unknown context rules nothing out. */
  private boolean tooShort(Target target) {
    return target.offering().isPresent()
        && target.offering().get().contextLength().isPresent()
        && target.offering().get().contextLength().getAsLong() < call.request().estimatedTokens();
  }

  private String whyTooShort(Target target) {
    long context = target.offering().orElseThrow().contextLength().orElseThrow();
    return "its context of "
        + Words.count(context)
        + " tokens is too short for about "
        + Words.count(call.request().estimatedTokens());
  }

  private List<Target> troubledLast(List<Target> targets) {
    List<Target> order = new ArrayList<>(targets.size());
    List<Target> troubled = new ArrayList<>();
    for (Target target : targets) {
      (call.health().goesLast(target) ? troubled : order).add(target);
    }
    if (!troubled.isEmpty() && !order.isEmpty() && call.trace().on()) {
      troubled.forEach(
          target ->
              call.trace()
                  .step(
                      Stage.HEALTH,
                      target.reference()
                          + (call.health().open(target)
                              ? " has failed lately"
                              : " has only keys that rest")
                          + "; it comes after the others."));
    }
    order.addAll(troubled);
    return order;
  }
}
