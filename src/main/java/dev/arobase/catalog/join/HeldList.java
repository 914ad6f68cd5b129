package dev.arobase.catalog.join;

import dev.arobase.catalog.list.ListRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last good state of one list at one address.
 *
 * @param address a fingerprint of where it was read, so that another server's list is not taken for
 *     it
 * @param etag for conditional requests; only of a list that was read in one page
 */
public record HeldList(String address, Optional<String> etag, List<HeldRow> rows) {
  public HeldList {
    rows = List.copyOf(rows);
  }

  /** A list that is read for the first time. */
  public static HeldList first(String address, Optional<String> etag, List<ListRow> rows) {
    return new HeldList(address, etag, rows.stream().map(HeldRow::first).toList());
  }

  /** This list as a later sync found it. */
  public HeldList then(Optional<String> laterEtag, List<ListRow> later) {
    Map<String, HeldRow> known = HashMap.newHashMap(rows.size());
    rows.forEach(held -> known.put(held.row().id(), held));
    List<HeldRow> next = new ArrayList<>(later.size());
    for (ListRow row : later) {
      HeldRow before = known.get(row.id());
      next.add(before == null ? HeldRow.first(row) : before.then(row));
    }
    return new HeldList(address, laterEtag, next);
  }

  /** This list after a sync that found it unchanged. */
  public HeldList unchanged() {
    return new HeldList(address, etag, rows.stream().map(held -> held.then(held.row())).toList());
  }
}
