package dev.arobase.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One provider's offerings by the id of its own list, in any case. */
final class ProviderIndex {

  private final Map<String, List<Offering>> byFoldedId;
  private final Map<String, Offering> byFoldedAlias;

  private ProviderIndex(
      Map<String, List<Offering>> byFoldedId, Map<String, Offering> byFoldedAlias) {
    this.byFoldedId = byFoldedId;
    this.byFoldedAlias = byFoldedAlias;
  }

  /** The offering spelled exactly so, else the first that differs only in case, else by alias. */
  Optional<Offering> find(String spelling, String folded) {
    List<Offering> found = byFoldedId.get(folded);
    if (found == null) {
      return Optional.ofNullable(byFoldedAlias.get(folded));
    }
    for (Offering offering : found) {
      if (offering.upstreamId().equals(spelling)) {
        return Optional.of(offering);
      }
    }
    return Optional.of(found.getFirst());
  }

  int size() {
    return byFoldedId.size();
  }

  static final class Builder {
    private final Map<String, List<Offering>> byFoldedId = new HashMap<>();
    private final Map<String, Offering> byFoldedAlias = new HashMap<>();

    void add(String folded, Offering offering) {
      byFoldedId.computeIfAbsent(folded, id -> new ArrayList<>(1)).add(offering);
      offering
          .aliases()
          .forEach(alias -> byFoldedAlias.putIfAbsent(CaseFold.fold(alias), offering));
    }

    ProviderIndex build() {
      Map<String, List<Offering>> sorted = HashMap.newHashMap(byFoldedId.size());
      byFoldedId.forEach(
          (id, offerings) ->
              sorted.put(
                  id,
                  offerings.stream()
                      // Two ids that differ only in case are told apart the same way every time.
                      .sorted(Comparator.comparing(Offering::upstreamId))
                      .toList()));
      return new ProviderIndex(Map.copyOf(sorted), Map.copyOf(byFoldedAlias));
    }
  }
}
