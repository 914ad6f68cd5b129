package dev.arobase.catalog.list;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The shape of one kind of list: where its entries are, and what they say. An implementation never
 * looks at the data to find out what shape it has.
 */
public interface ListParser {

  /** Names of the top-level fields that may hold the entries. */
  default Set<String> arrays() {
    return Set.of("data");
  }

  /** Whether the entries may also be the whole document. */
  default boolean bare() {
    return false;
  }

  /** The entry's id as the upstream knows it; empty for an entry without one. */
  default Optional<String> id(Entry entry) {
    return entry.text("id");
  }

  /** Puts what the entry says into the draft. */
  void read(Entry entry, PriceReader prices, RowDraft draft);

  /**
   * Where the list goes on.
   *
   * @param top the texts and truths beside the entries, by their path: {@code links.next}
   */
  default Optional<NextPage> next(Map<String, String> top) {
    return Optional.empty();
  }
}
