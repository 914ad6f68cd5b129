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
import java.util.List;
import java.util.Optional;

/**
 * Events of the Messages API. Usage comes in two parts: prompt tokens in {@code message_start}, the
 * final count of what was produced in {@code message_delta}.
 */
final class MessagesStreamReader implements StreamReader {

  private final StreamErrors errors = new StreamErrors();
  private final UsageReader usageReader = new UsageReader();
  private byte[] usageAtStart = {};
  private byte[] usageSince = {};
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
    if (error || type.equals("error")) {
      return errors.read(data, from, to);
    }
    return switch (type) {
      case "content_block_start", "content_block_delta", "message_delta" -> EventFacts.CONTENT;
      case "message_stop" -> {
        finished = true;
        yield EventFacts.DONE;
      }
      default -> EventFacts.OTHER;
    };
  }

  private void readEvent(JsonParser json, byte[] data, int from) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("type") && value == JsonToken.VALUE_STRING) {
        type = json.getText();
      } else if (field.equals("error")) {
        error |= ValueProbe.says(json, data, from);
      } else if (field.equals("usage") && value == JsonToken.START_OBJECT) {
        usageSince = copy(data, ValueProbe.skip(json, from));
      } else if (field.equals("message") && value == JsonToken.START_OBJECT) {
        readMessage(json, data, from);
      } else {
        json.skipChildren();
      }
    }
  }

  private void readMessage(JsonParser json, byte[] data, int from) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isUsage = json.currentName().equals("usage");
      JsonToken value = json.nextToken();
      if (isUsage && value == JsonToken.START_OBJECT) {
        usageAtStart = copy(data, ValueProbe.skip(json, from));
      } else {
        json.skipChildren();
      }
    }
  }

  private static byte[] copy(byte[] data, ByteRange range) {
    return Arrays.copyOfRange(data, range.start(), range.end());
  }

  @Override
  public boolean finished() {
    return finished;
  }

  @Override
  public Optional<Usage> usage() {
    return usageReader.read(List.of(usageAtStart, usageSince));
  }
}
