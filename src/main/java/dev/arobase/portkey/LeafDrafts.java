package dev.arobase.portkey;

import dev.arobase.config.CustomHosts;
import dev.arobase.config.RawJson;
import dev.arobase.config.RetryOverrides;
import dev.arobase.config.TimeLimit;
import dev.arobase.config.TimeoutOverrides;
import dev.arobase.resolve.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Puts what a leaf says about its requests on the targets that the leaf leads to. */
final class LeafDrafts {
  private static final Set<Integer> CONCERNS_KEY = Set.of(401, 402, 403, 429);
  private static final int TIMEOUT = 504;

  private final LeafCircuits circuits;
  private final boolean configured;

  /**
   * @param configured whether there is a configuration, which then alone says what is repeated
   */
  LeafDrafts(LeafCircuits circuits, boolean configured) {
    this.circuits = circuits;
    this.configured = configured;
  }

  /**
   * One draft for each target, in the same order.
   *
   * @param ownName the provider whose key is the client's own
   * @param ownHost the rules for a host that the client named
   */
  List<Draft> of(
      Node.Leaf leaf,
      Settings settings,
      List<Target> targets,
      Optional<String> ownName,
      Optional<CustomHosts> ownHost) {
    List<Draft> drafts = new ArrayList<>(targets.size());
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      Map<String, RawJson> params = new HashMap<>(target.params());
      params.putAll(settings.params());
      boolean ownKey =
          ownName.filter(name -> name.equals(target.provider().name())).isPresent()
              && !target.provider().keys().isEmpty();
      Target adjusted =
          target.withRoute(
              params,
              configured ? leaf.path() : target.option(),
              timeouts(settings, target),
              retry(settings, target, ownKey || ownHost.isPresent()));
      drafts.add(
          new Draft(
              adjusted,
              ownKey,
              ownHost,
              settings,
              targets.size() - i,
              circuits.of(leaf),
              List.of()));
    }
    return drafts;
  }

  private static TimeoutOverrides timeouts(Settings settings, Target target) {
    TimeoutOverrides given = target.timeouts();
    if (settings.requestTimeout().isEmpty()) {
      return given;
    }
    Duration limit = settings.requestTimeout().get();
    Duration connect = target.provider().timeouts().connect();
    return new TimeoutOverrides(
        Optional.of(TimeLimit.of(limit.compareTo(connect) < 0 ? limit : connect)),
        Optional.of(TimeLimit.of(limit)),
        given.firstToken(),
        given.idle(),
        given.total());
  }

  /**
   * Without a configuration the gateway's own rules hold, but what concerns the client's own key is
   * told at once, and a time that the client set is not waited for twice.
   */
  private RetryOverrides retry(Settings settings, Target target, boolean own) {
    RetryOverrides given = target.retry();
    if (!configured) {
      Set<Integer> on = new HashSet<>(target.provider().retry().with(given).on());
      if (own) {
        on.removeAll(CONCERNS_KEY);
      }
      if (settings.requestTimeout().isPresent()) {
        on.remove(TIMEOUT);
      }
      return new RetryOverrides(
          given.attempts(), Optional.of(on), given.maxDelay(), given.budget(), given.budgetMin());
    }
    Settings.Retry retry = settings.retry().orElse(Settings.Retry.NONE);
    return new RetryOverrides(
        OptionalInt.of(retry.attempts()),
        Optional.of(retry.on()),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty());
  }
}
