package dev.arobase.catalog.sync;

import dev.arobase.catalog.join.HeldList;
import dev.arobase.catalog.join.HeldRow;
import dev.arobase.catalog.list.ListRow;
import dev.arobase.catalog.list.Refusal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides whether a new list may take the place of the one that is held: a pure function. */
final class ListGuard {

  /** The decision. */
  sealed interface Verdict {
    record Accept() implements Verdict {}

    /**
     * The held list stays.
     *
     * @param seen the ids of a list that may be right after all, if the next sync finds it again
     */
    record Keep(Refusal refusal, Set<String> seen) implements Verdict {}
  }

  private ListGuard() {}

  /**
   * Judges a list. Models are counted by their ids in lower case: one that is only spelled another
   * way is not gone.
   *
   * @param seen the ids that the last sync found and did not accept; empty when it was accepted
   */
  static Verdict judge(Optional<HeldList> held, Set<String> seen, List<ListRow> rows, Instant now) {
    Set<String> live = new HashSet<>();
    for (ListRow row : rows) {
      if (isLive(row, now)) {
        live.add(row.id().toLowerCase(Locale.ROOT));
      }
    }
    if (live.isEmpty()) {
      return new Verdict.Keep(
          new Refusal(Refusal.Reason.EMPTY, rows.isEmpty() ? "no models" : "all models expired"),
          Set.of());
    }
    if (held.isEmpty()) {
      return new Verdict.Accept();
    }
    Set<String> known = new HashSet<>();
    for (HeldRow row : held.get().rows()) {
      if (isLive(row.row(), now)) {
        known.add(row.row().id().toLowerCase(Locale.ROOT));
      }
    }
    boolean seenBefore = !seen.isEmpty() && !mostGone(seen, live);
    if (mostGone(known, live) && !seenBefore) {
      return new Verdict.Keep(
          new Refusal(
              Refusal.Reason.SHRUNK, "more than half of " + known.size() + " models gone at once"),
          live);
    }
    return new Verdict.Accept();
  }

  private static boolean mostGone(Set<String> before, Set<String> now) {
    long gone = before.stream().filter(id -> !now.contains(id)).count();
    return gone * 2 > before.size();
  }

  private static boolean isLive(ListRow row, Instant now) {
    return row.expiry().filter(expiry -> expiry.holdsAt(now)).isEmpty();
  }
}
