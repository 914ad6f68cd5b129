package dev.arobase.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.arobase.wire.ByteRange;
import dev.arobase.wire.EventFacts;
import dev.arobase.wire.StreamReader;
import dev.arobase.wire.StrictJson;
import java.io.IOException;
import java.util.Arrays;

/**
 * Events that say by their {@code type} what they are, as those of Messages and Responses do. The
 * event's name stands in where the data has no type.
 */
abstract sealed class TypedStreamReader implements StreamReader
    permits MessagesStreamReader, ResponsesStreamReader {

  static final byte[] NO_USAGE = {};

  private final StreamErrors errors = new StreamErrors();
  private boolean finished;

  // Of the event at hand.
  private String type = "";
  private boolean error;

  /** What an event of this type is; it holds no error. */
  abstract EventFacts factsOf(String type);

  abstract boolean isError(String type);

  /** Reads or skips the value at hand, which is neither the type nor an error. */
  abstract void readMember(String field, JsonParser json, byte[] data, int from) throws IOException;

  @Override
  public final EventFacts read(String name, byte[] data, int from, int to) {
    if (EventData.isDone(data, from, to)) {
      return EventFacts.DONE;
    }
    type = name;
    error = false;
    try (JsonParser json = StrictJson.parser(data, from, to)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return EventFacts.MALFORMED;
      }
      readEvent(json, data, from);
      if (json.nextToken() != null) {
        return EventFacts.MALFORMED;
      }
    } catch (IOException | IllegalStateException broken) {
      return EventFacts.MALFORMED;
    }
    if (error || isError(type)) {
      return errors.read(data, from, to);
    }
    EventFacts facts = factsOf(type);
    finished |= facts.kind() == EventFacts.Kind.DONE;
    return facts;
  }

  private void readEvent(JsonParser json, byte[] data, int from) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("type") && value == JsonToken.VALUE_STRING) {
        type = json.getText();
      } else if (field.equals("error")) {
        error |= ValueProbe.says(json, data, from);
      } else {
        readMember(field, json, data, from);
      }
    }
  }

  /** The usage inside the object at hand, or {@code known} where it has none. */
  static byte[] usageInside(JsonParser json, byte[] data, int from, byte[] known)
      throws IOException {
    byte[] usage = known;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isUsage = json.currentName().equals("usage");
      JsonToken value = json.nextToken();
      if (isUsage && value == JsonToken.START_OBJECT) {
        usage = copy(json, data, from);
      } else {
        json.skipChildren();
      }
    }
    return usage;
  }

  /** The bytes of the object at hand. */
  static byte[] copy(JsonParser json, byte[] data, int from) throws IOException {
    ByteRange range = ValueProbe.skip(json, from);
    return Arrays.copyOfRange(data, range.start(), range.end());
  }

  @Override
  public final boolean finished() {
    return finished;
  }
}
