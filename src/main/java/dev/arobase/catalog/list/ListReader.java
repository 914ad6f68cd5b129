package dev.arobase.catalog.list;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a list entry by entry: of a list of 50 MB only one entry is a tree at any time. Blocking;
 * for a worker.
 */
public final class ListReader implements PageReader {

  /** More models than any provider has; a longer list is refused. */
  static final int MAX_ENTRIES = 200_000;

  /** Tokens of JSON in one entry, some hundred times what the largest real ones have. */
  private static final int MAX_ENTRY_TOKENS = 20_000;

  private static final int MAX_ID = 512;

  private static final int MAX_TOP_TEXT = 4096;

  private final ListParser shape;
  private final PriceReader prices;

  public ListReader(ListParser shape, PriceReader prices) {
    this.shape = shape;
    this.prices = prices;
  }

  @Override
  public ParsedPage read(InputStream body) {
    return ListDocument.read(body, json -> new Pass(json).read());
  }

  private static boolean isUsable(String id) {
    return id.length() <= MAX_ID
        && id.equals(id.strip())
        && id.chars().noneMatch(Character::isISOControl);
  }

  /** One pass over one document. */
  private final class Pass {
    private final BudgetParser json;
    private final List<ListRow> rows = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, String> top = new HashMap<>();
    private int entries;
    private boolean found;

    Pass(BudgetParser json) {
      this.json = json;
    }

    ParsedPage read() throws IOException {
      JsonToken start = json.nextToken();
      if (start == JsonToken.START_ARRAY && shape.bare()) {
        found = true;
        array();
      } else if (start == JsonToken.START_OBJECT) {
        object("");
      } else {
        return ParsedPage.refused(
            Refusal.Reason.WRONG_TYPE, "expected a list of models, found " + start);
      }
      if (json.nextToken() != null) {
        return ParsedPage.refused(Refusal.Reason.INVALID_JSON, "more text after the list's end");
      }
      if (!found) {
        return ParsedPage.refused(
            Refusal.Reason.WRONG_TYPE,
            "no list under " + String.join(" or ", shape.arrays().stream().sorted().toList()));
      }
      if (entries > MAX_ENTRIES) {
        return ParsedPage.refused(Refusal.Reason.TOO_LARGE, "more than " + MAX_ENTRIES + " models");
      }
      if (entries > 0 && rows.isEmpty()) {
        return ParsedPage.refused(Refusal.Reason.WRONG_TYPE, "no entry has a usable id");
      }
      return new ParsedPage.Read(new ListPage(rows, entries, shape.next(top)));
    }

    private void object(String path) throws IOException {
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        String here = path.isEmpty() ? name : path + "." + name;
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_ARRAY && path.isEmpty() && shape.arrays().contains(name)) {
          found = true;
          array();
        } else if (value == JsonToken.START_OBJECT && path.isEmpty()) {
          object(here);
        } else if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
          json.skipChildren();
        } else if (top.size() < 100 && value != JsonToken.VALUE_NULL) {
          String text = json.getText();
          if (text.length() <= MAX_TOP_TEXT) {
            top.put(here, text);
          }
        }
      }
    }

    private void array() throws IOException {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (++entries > MAX_ENTRIES) {
          json.skipChildren();
          continue;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
          json.skipChildren();
          continue;
        }
        JsonNode tree = json.tree(MAX_ENTRY_TOKENS);
        row(new Entry(tree)).ifPresent(rows::add);
      }
    }

    private Optional<ListRow> row(Entry entry) {
      Optional<String> id = shape.id(entry).filter(ListReader::isUsable);
      if (id.isEmpty() || !ids.add(id.get())) {
        return Optional.empty();
      }
      RowDraft draft = new RowDraft(id.get());
      draft.expiry(Expiries.of(entry));
      shape.read(entry, prices, draft);
      return Optional.of(draft.row());
    }
  }
}
