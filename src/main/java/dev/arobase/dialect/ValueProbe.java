package dev.arobase.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.arobase.wire.ByteRange;
import dev.arobase.wire.StrictJson;
import java.io.IOException;

/** Looks at the values of an event and passes over them. */
final class ValueProbe {
  private ValueProbe() {}

  /**
   * Passes over the current value and tells whether it says something: null, false, "", [] and {}
   * do not.
   *
   * @param from where the event's data begins in {@code data}
   */
  static boolean says(JsonParser json, byte[] data, int from) throws IOException {
    JsonToken value = json.currentToken();
    return switch (value) {
      case VALUE_NULL, VALUE_FALSE -> false;
      case VALUE_STRING -> data[from + StrictJson.tokenStart(json) + 1] != '"';
      case START_OBJECT, START_ARRAY -> {
        ByteRange range = skip(json, from);
        yield !isBlank(data, range.start() + 1, range.end() - 1);
      }
      default -> true;
    };
  }

  /** Passes over the current object or array and tells where it stands in the event's array. */
  static ByteRange skip(JsonParser json, int from) throws IOException {
    int start = from + StrictJson.tokenStart(json);
    json.skipChildren();
    return new ByteRange(start, from + StrictJson.tokenEnd(json));
  }

  private static boolean isBlank(byte[] data, int from, int to) {
    for (int i = from; i < to; i++) {
      if (data[i] > ' ') {
        return false;
      }
    }
    return true;
  }
}
