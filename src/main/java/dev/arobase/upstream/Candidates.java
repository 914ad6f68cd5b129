package dev.arobase.upstream;

import dev.arobase.config.Timeouts;
import dev.arobase.exchange.Failure;
import dev.arobase.exchange.Fault;
import dev.arobase.resolve.ClientTerms;
import dev.arobase.resolve.Plan;
import dev.arobase.resolve.Target;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The targets of one request's plan, and the one of them whose turn it is.
 *
 * <p>Those whose breakers are open are passed over. A request with a configuration of its own moves
 * among the alternatives of its current choice, and beyond them only where a step of that
 * configuration leads; any other request moves to the end of the plan.
 *
 * <p>Lives on one event loop, as long as its request has attempts.
 */
final class Candidates {
  private static final int NOWHERE = -1;

  private final List<Target> targets;
  private final Upstreams upstreams;
  private final IdentityHashMap<Target, ProviderState> ownStates = new IdentityHashMap<>(0);
  private int current;

  Candidates(Plan plan, Upstreams upstreams) {
    this.targets = plan.targets();
    this.upstreams = upstreams;
  }

  /** The one whose turn it is. */
  Target target() {
    return targets.get(current);
  }

  ProviderState state() {
    return state(target());
  }

  Timeouts timeouts() {
    Target target = target();
    return target.provider().timeouts().with(target.timeouts());
  }

  /** Whether the plan has no other at all. */
  boolean isOnly() {
    return targets.size() == 1;
  }

  /** Nothing behind this one could take over: none is left, or their breakers are open. */
  boolean isLast() {
    return alternative() == NOWHERE;
  }

  /** It is the next one's turn; only while this one isn't the {@linkplain #isLast() last}. */
  void advance() {
    current = alternative();
  }

  /**
   * It is the turn of the one to which the request's own configuration leads after that status.
   *
   * @return false when it leads nowhere
   */
  boolean follow(int status) {
    return turnTo(step(move -> move.takes(status)));
  }

  /** It has answered. */
  void answered() {
    target().terms().ifPresent(terms -> terms.circuit().answered());
  }

  /** It has failed for good. What was not the upstream's doing is nobody's to count. */
  void failed(Failure failure) {
    if (failure instanceof Failure.BadStatus || failure.fault() == Fault.UPSTREAM) {
      int status = RetryPolicy.statusOf(failure);
      target().terms().ifPresent(terms -> terms.circuit().failed(status));
    }
  }

  /**
   * Leave to try this one, or else the first one after it whose breaker gives it.
   *
   * @param anyway whether, with every breaker open, the last one is tried all the same
   * @return empty when there is nothing to try
   */
  Optional<BreakerPermit> admit(boolean anyway) {
    do {
      Optional<BreakerPermit> permit = state().permit(target(), false);
      if (permit.isPresent()) {
        return permit;
      }
    } while (turnTo(isLast() ? step(move -> true) : alternative()));
    if (!anyway) {
      return Optional.empty();
    }
    current = target().terms().isPresent() ? current : targets.size() - 1;
    return state().permit(target(), true);
  }

  private boolean turnTo(int place) {
    if (place == NOWHERE) {
      return false;
    }
    current = place;
    return true;
  }

  private int alternative() {
    int end = target().terms().map(terms -> current + terms.alternatives()).orElse(targets.size());
    for (int i = current + 1; i < end; i++) {
      Target next = targets.get(i);
      if (!state(next).isOpen(next)) {
        return i;
      }
    }
    return NOWHERE;
  }

  private int step(Predicate<ClientTerms.Move> taken) {
    return target().terms().stream()
        .flatMap(terms -> terms.moves().stream())
        .filter(taken)
        .findFirst()
        .map(move -> current + move.by())
        .orElse(NOWHERE);
  }

  private ProviderState state(Target target) {
    return target.own()
        ? ownStates.computeIfAbsent(target, own -> upstreams.ownState(own.provider()))
        : upstreams.state(target.provider());
  }
}
