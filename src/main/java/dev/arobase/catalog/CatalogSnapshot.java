package dev.arobase.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The whole catalog at one moment.
 *
 * @param models newest first, then by id; each has at least one offering
 * @param states by provider name
 * @param leftOut rows that are not in the catalog, with reasons
 * @param at when it was put together
 */
public record CatalogSnapshot(
    List<Model> models, Map<String, SyncState> states, List<LeftOut> leftOut, Instant at) {

  public static final CatalogSnapshot EMPTY =
      new CatalogSnapshot(List.of(), Map.of(), List.of(), Instant.EPOCH);

  public CatalogSnapshot {
    models = List.copyOf(models);
    states = Map.copyOf(states);
    leftOut = List.copyOf(leftOut);
  }
}
