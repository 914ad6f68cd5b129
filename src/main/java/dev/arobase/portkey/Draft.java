package dev.arobase.portkey;

import dev.arobase.config.CustomHosts;
import dev.arobase.resolve.ClientCircuit;
import dev.arobase.resolve.ClientTerms;
import dev.arobase.resolve.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A target whose steps to others are still being gathered, the innermost first.
 *
 * @param alternatives targets of the same leaf from this one on
 */
record Draft(
    Target target,
    boolean ownKey,
    Optional<CustomHosts> ownHost,
    Settings settings,
    int alternatives,
    ClientCircuit circuit,
    List<ClientTerms.Move> moves) {

  /** This with a further step, taken when no earlier one is. */
  Draft moving(ClientTerms.Move move) {
    List<ClientTerms.Move> more = new ArrayList<>(moves);
    more.add(move);
    return new Draft(target, ownKey, ownHost, settings, alternatives, circuit, List.copyOf(more));
  }

  Target finished() {
    Set<String> forward = settings.forward();
    return target.withTerms(
        new ClientTerms(
            ownKey,
            ownHost,
            forward,
            settings.retry().map(Settings.Retry::useRetryAfter).orElse(true),
            alternatives,
            moves,
            circuit));
  }
}
