package dev.arobase.catalog.sync;

import dev.arobase.catalog.list.ListRow;
import dev.arobase.catalog.list.Refusal;
import java.util.List;
import java.util.Optional;

/** What asking for a list came to. */
sealed interface Fetched {

  /** A whole list, of all pages. */
  record NewList(List<ListRow> rows, Optional<String> etag) implements Fetched {}

  /** The server says that nothing changed since the list with the given ETag. */
  record Unchanged() implements Fetched {}

  record Refused(Refusal refusal) implements Fetched {}

  static Fetched refused(Refusal.Reason reason, String detail) {
    return new Refused(new Refusal(reason, detail));
  }
}
