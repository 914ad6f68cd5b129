package dev.arobase.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.arobase.wire.ByteRange;
import dev.arobase.wire.EventFacts;
import dev.arobase.wire.StreamReader;
import dev.arobase.wire.StrictJson;
import dev.arobase.wire.Usage;
import dev.arobase.wire.UsageReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/** Chunks of chat and text completions. */
final class ChatStreamReader implements StreamReader {

  /** Beyond any {@code n} that exists; an upstream must not make the gateway keep more. */
  private static final int MAX_CHOICES = 1024;

  private final StreamErrors errors = new StreamErrors();
  private final UsageReader usageReader = new UsageReader();
  private final BitSet begun = new BitSet();
  private final BitSet ended = new BitSet();
  private byte[] usage = {};

  // Of the event at hand.
  private boolean content;
  private boolean error;
  private boolean choices;
  private boolean ownUsage;
  private boolean vendorUsage;

  @Override
  public EventFacts read(String name, byte[] data, int from, int to) {
    if (EventData.isDone(data, from, to)) {
      return EventFacts.DONE;
    }
    content = false;
    error = name.equals("error");
    choices = false;
    ownUsage = false;
    vendorUsage = false;
    try (JsonParser json = StrictJson.parser(data, from, to)) {
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_OBJECT) {
        readChunk(json, data, from);
      } else if (first == JsonToken.START_ARRAY) {
        // Google wraps its errors into a list.
        json.skipChildren();
        error = true;
      } else {
        return error ? errors.read(data, from, to) : EventFacts.MALFORMED;
      }
      if (json.nextToken() != null) {
        return EventFacts.MALFORMED;
      }
    } catch (IOException | IllegalStateException broken) {
      return EventFacts.MALFORMED;
    }
    if (error) {
      return errors.read(data, from, to);
    }
    if (content) {
      return EventFacts.CONTENT;
    }
    return (ownUsage || vendorUsage) && !choices ? EventFacts.USAGE_ONLY : EventFacts.OTHER;
  }

  private void readChunk(JsonParser json, byte[] data, int from) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "choices" -> readChoices(json, value, data, from);
        case "error" -> error |= ValueProbe.says(json, data, from);
        case "usage" -> ownUsage |= readUsage(json, value, data, from);
        case "x_groq" -> readGroq(json, value, data, from);
        case "object" -> {
          if (value == JsonToken.VALUE_STRING) {
            error |= json.getText().equals("error");
          } else {
            json.skipChildren();
          }
        }
        default -> json.skipChildren();
      }
    }
  }

  private void readChoices(JsonParser json, JsonToken value, byte[] data, int from)
      throws IOException {
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      choices = true;
      if (json.currentToken() == JsonToken.START_OBJECT) {
        readChoice(json, data, from);
      } else {
        json.skipChildren();
      }
    }
  }

  private void readChoice(JsonParser json, byte[] data, int from) throws IOException {
    int index = 0;
    boolean finish = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "index" -> {
          if (value == JsonToken.VALUE_NUMBER_INT
              && json.getNumberType() == JsonParser.NumberType.INT) {
            index = json.getIntValue();
          } else {
            json.skipChildren();
          }
        }
        case "delta", "message" -> readDelta(json, value, data, from);
        case "text" -> content |= ValueProbe.says(json, data, from);
        case "finish_reason" -> finish = ValueProbe.says(json, data, from);
        default -> json.skipChildren();
      }
    }
    content |= finish;
    if (index >= 0 && index < MAX_CHOICES) {
      begun.set(index);
      if (finish) {
        ended.set(index);
      }
    }
  }

  private void readDelta(JsonParser json, JsonToken value, byte[] data, int from)
      throws IOException {
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean role = json.currentName().equals("role");
      json.nextToken();
      boolean says = ValueProbe.says(json, data, from);
      content |= says && !role;
    }
  }

  private boolean readUsage(JsonParser json, JsonToken value, byte[] data, int from)
      throws IOException {
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return false;
    }
    ByteRange range = ValueProbe.skip(json, from);
    usage = Arrays.copyOfRange(data, range.start(), range.end());
    return true;
  }

  // Groq's own place; where both stand in one chunk, the common one counts.
  private void readGroq(JsonParser json, JsonToken value, byte[] data, int from)
      throws IOException {
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken member = json.nextToken();
      if (field.equals("usage") && !ownUsage) {
        vendorUsage |= readUsage(json, member, data, from);
      } else if (field.equals("error")) {
        error |= ValueProbe.says(json, data, from);
      } else {
        json.skipChildren();
      }
    }
  }

  @Override
  public boolean finished() {
    return !begun.isEmpty() && begun.equals(ended);
  }

  @Override
  public Optional<Usage> usage() {
    return usage.length == 0 ? Optional.empty() : usageReader.read(usage);
  }
}
