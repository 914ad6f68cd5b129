package dev.arobase.dialect;

import com.fasterxml.jackson.core.JsonParser;
import dev.arobase.wire.EventFacts;
import dev.arobase.wire.Usage;
import dev.arobase.wire.UsageReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Events of the Messages API. Usage comes in two parts: prompt tokens in {@code message_start}, the
 * final count of what was produced in {@code message_delta}.
 */
final class MessagesStreamReader extends TypedStreamReader {

  private final UsageReader usageReader = new UsageReader();
  private byte[] usageAtStart = NO_USAGE;
  private byte[] usageSince = NO_USAGE;

  @Override
  EventFacts factsOf(String type) {
    return switch (type) {
      case "content_block_start", "content_block_delta", "message_delta" -> EventFacts.CONTENT;
      case "message_stop" -> EventFacts.DONE;
      default -> EventFacts.OTHER;
    };
  }

  @Override
  boolean isError(String type) {
    return type.equals("error");
  }

  @Override
  void readMember(String field, JsonParser json, byte[] data, int from) throws IOException {
    if (field.equals("usage") && json.isExpectedStartObjectToken()) {
      usageSince = copy(json, data, from);
    } else if (field.equals("message") && json.isExpectedStartObjectToken()) {
      usageAtStart = usageInside(json, data, from, usageAtStart);
    } else {
      json.skipChildren();
    }
  }

  @Override
  public Optional<Usage> usage() {
    return usageReader.read(List.of(usageAtStart, usageSince));
  }
}
