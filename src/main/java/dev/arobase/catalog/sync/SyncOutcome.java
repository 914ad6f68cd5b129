package dev.arobase.catalog.sync;

import dev.arobase.catalog.list.Refusal;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a round of syncs went.
 *
 * @param failures by provider; empty when every list was taken or found unchanged
 * @param difference between the catalog before and after
 */
public record SyncOutcome(Map<String, Refusal> failures, SyncDiff difference) {
  public SyncOutcome {
    failures = Map.copyOf(new TreeMap<>(failures));
  }

  public boolean complete() {
    return failures.isEmpty();
  }
}
