package dev.arobase.catalog.join;

import dev.arobase.catalog.list.ListRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides the joins of one provider: at most one of its rows for each model. The surest join wins,
 * among equals the first id by its characters; a join by mere spelling holds only if it is the only
 * one. Rows that lose keep their own id.
 */
final class ProviderJoins {

  /** Finds the canonical id of a row. */
  interface RowJoiner {
    Optional<Join> join(ListRow row);
  }

  private record Candidate(HeldRow held, Join join) {}

  private ProviderJoins() {}

  static List<Joined> decide(Collection<HeldRow> rows, RowJoiner joiner) {
    List<Joined> decided = new ArrayList<>(rows.size());
    Map<String, List<Candidate>> wanted = new HashMap<>();
    for (HeldRow held : rows) {
      Optional<Join> join = joiner.join(held.row());
      if (join.isPresent()) {
        wanted
            .computeIfAbsent(join.get().canonicalId(), id -> new ArrayList<>(1))
            .add(new Candidate(held, join.get()));
      } else {
        decided.add(new Joined(held, Optional.empty()));
      }
    }
    wanted.forEach((id, candidates) -> decided.addAll(decide(id, candidates)));
    decided.sort(Comparator.comparing(joined -> joined.row().id()));
    return decided;
  }

  private static List<Joined> decide(String id, List<Candidate> candidates) {
    candidates.sort(
        Comparator.comparing((Candidate c) -> c.join().how())
            .thenComparing(c -> c.held().row().id()));
    boolean onlySpelling = candidates.getFirst().join().how() == Join.How.SPELLING;
    boolean noneFits = onlySpelling && candidates.size() > 1;
    List<Joined> decided = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      boolean wins = !noneFits && decided.isEmpty();
      decided.add(new Joined(candidate.held(), wins ? Optional.of(id) : Optional.empty()));
    }
    return decided;
  }
}
