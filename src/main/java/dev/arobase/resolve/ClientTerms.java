package dev.arobase.resolve;

import dev.arobase.config.CustomHosts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a request's own configuration says of a target. Positions count from the target's own place
 * in the plan.
 *
 * @param ownKey the key among the provider's is the client's own
 * @param ownHost the base URL is the client's own; these rules hold for it
 * @param forwardHeaders names of client headers that the client wants passed on
 * @param honoursRetryAfter whether a repeat waits as long as the upstream asks
 * @param alternatives how many targets from this one on are the same choice, itself included
 * @param moves where a failure leads that the target itself does not get over; the first that takes
 *     it
 * @param circuit is told how the target fares
 */
public record ClientTerms(
    boolean ownKey,
    Optional<CustomHosts> ownHost,
    Set<String> forwardHeaders,
    boolean honoursRetryAfter,
    int alternatives,
    List<Move> moves,
    ClientCircuit circuit) {

  public ClientTerms {
    forwardHeaders = Set.copyOf(forwardHeaders);
    moves = List.copyOf(moves);
  }

  /**
   * A step to another target.
   *
   * @param on statuses that it is taken for; empty for every failure
   * @param by how many places
   */
  public record Move(Optional<Set<Integer>> on, int by) {
    public Move {
      on = on.map(Set::copyOf);
    }

    public boolean takes(int status) {
      return on.isEmpty() || on.get().contains(status);
    }
  }

  /** Whether the request is the client's own affair: it tells nothing about anybody else's. */
  public boolean own() {
    return ownKey || ownHost.isPresent();
  }
}
