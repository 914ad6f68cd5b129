package dev.arobase.catalog.sync;

import dev.arobase.catalog.join.HeldList;
import dev.arobase.catalog.join.SyncTimes;
import java.util.Map;

/**
 * What is kept on disk: the lists as they were last accepted, from which the catalog is put
 * together anew at a start.
 *
 * @param lists by fingerprint
 * @param times by provider name
 */
record StoredCatalog(Map<String, HeldList> lists, Map<String, SyncTimes> times) {

  static final StoredCatalog EMPTY = new StoredCatalog(Map.of(), Map.of());

  StoredCatalog {
    lists = Map.copyOf(lists);
    times = Map.copyOf(times);
  }
}
