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
import java.util.Optional;

/** Events of the Responses API, told apart by their {@code type}. */
final class ResponsesStreamReader implements StreamReader {

  private final StreamErrors errors = new StreamErrors();
  private final UsageReader usageReader = new UsageReader();
  private byte[] usage = {};
  private boolean finished;

  // Of the event at hand.
  private String type = "";
  private boolean error;

  @Override
  public EventFacts read(String name, byte[] data, int from, int to) {
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
    if (error || type.equals("error") || type.equals("response.failed")) {
      return errors.read(data, from, to);
    }
    if (type.equals("response.completed") || type.equals("response.incomplete")) {
      finished = true;
      return EventFacts.DONE;
    }
    return type.endsWith(".delta") || type.startsWith("response.output_item.")
        ? EventFacts.CONTENT
        : EventFacts.OTHER;
  }

  private void readEvent(JsonParser json, byte[] data, int from) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("type") && value == JsonToken.VALUE_STRING) {
        type = json.getText();
      } else if (field.equals("error")) {
        error |= ValueProbe.says(json, data, from);
      } else if (field.equals("response") && value == JsonToken.START_OBJECT) {
        readResponse(json, data, from);
      } else {
        json.skipChildren();
      }
    }
  }

  private void readResponse(JsonParser json, byte[] data, int from) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isUsage = json.currentName().equals("usage");
      JsonToken value = json.nextToken();
      if (isUsage && value == JsonToken.START_OBJECT) {
        ByteRange range = ValueProbe.skip(json, from);
        usage = Arrays.copyOfRange(data, range.start(), range.end());
      } else {
        json.skipChildren();
      }
    }
  }

  @Override
  public boolean finished() {
    return finished;
  }

  @Override
  public Optional<Usage> usage() {
    return usage.length == 0 ? Optional.empty() : usageReader.read(usage);
  }
}
