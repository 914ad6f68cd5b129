package dev.arobase.catalog.list;

import java.util.List;
import java.util.Optional;

/**
 * What one answer of a list held.
 *
 * @param rows in the order of the list; of entries with the same id only the first
 * @param entries how many there were, unreadable ones included
 * @param next where the next page is; empty on the last
 */
public record ListPage(List<ListRow> rows, int entries, Optional<NextPage> next) {
  public ListPage {
    rows = List.copyOf(rows);
  }
}
