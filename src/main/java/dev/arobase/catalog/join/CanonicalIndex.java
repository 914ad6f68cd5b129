package dev.arobase.catalog.join;

import dev.arobase.catalog.list.ListRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** OpenRouter's rows by everything that other lists can be joined by; all keys are lower case. */
final class CanonicalIndex {

  private final Map<String, ListRow> byId = new LinkedHashMap<>();
  private final Map<String, String> byHuggingFaceId;
  private final Map<String, String> byUndatedId;

  CanonicalIndex(Collection<ListRow> rows) {
    Unique huggingFace = new Unique();
    Unique undated = new Unique();
    for (ListRow row : rows) {
      String id = row.id().toLowerCase(Locale.ROOT);
      if (byId.putIfAbsent(id, row) != null) {
        continue;
      }
      if (!id.endsWith(":free")) {
        row.huggingFaceId().ifPresent(hf -> huggingFace.add(hf.toLowerCase(Locale.ROOT), id));
      }
      IdSpelling.undated(id).ifPresent(plain -> undated.add(plain, id));
    }
    byHuggingFaceId = huggingFace.found;
    byUndatedId = undated.found;
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  boolean has(String lowerId) {
    return byId.containsKey(lowerId);
  }

  Optional<ListRow> row(String lowerId) {
    return Optional.ofNullable(byId.get(lowerId));
  }

  /** The one model, {@code :free} rows aside, that names this Hugging Face id. */
  Optional<String> byHuggingFaceId(String lowerId) {
    return Optional.ofNullable(byHuggingFaceId.get(lowerId));
  }

  /** The one dated model whose id without its date this is. */
  Optional<String> dated(String lowerId) {
    return Optional.ofNullable(byUndatedId.get(lowerId));
  }

  /** Keys that lead to exactly one value. */
  private static final class Unique {
    private final Map<String, String> found = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    void add(String key, String value) {
      if (!ambiguous.contains(key) && found.putIfAbsent(key, value) != null) {
        found.remove(key);
        ambiguous.add(key);
      }
    }
  }
}
