package dev.arobase.dialect;

import com.fasterxml.jackson.core.JsonParser;
import dev.arobase.wire.EventFacts;
import dev.arobase.wire.Usage;
import dev.arobase.wire.UsageReader;
import java.io.IOException;
import java.util.Optional;

/** Events of the Responses API. */
final class ResponsesStreamReader extends TypedStreamReader {

  private final UsageReader usageReader = new UsageReader();
  private byte[] usage = NO_USAGE;

  @Override
  EventFacts factsOf(String type) {
    if (type.equals("response.completed") || type.equals("response.incomplete")) {
      return EventFacts.DONE;
    }
    return type.endsWith(".delta") || type.startsWith("response.output_item.")
        ? EventFacts.CONTENT
        : EventFacts.OTHER;
  }

  @Override
  boolean isError(String type) {
    return type.equals("error") || type.equals("response.failed");
  }

  @Override
  void readMember(String field, JsonParser json, byte[] data, int from) throws IOException {
    if (field.equals("response") && json.isExpectedStartObjectToken()) {
      usage = usageInside(json, data, from, usage);
    } else {
      json.skipChildren();
    }
  }

  @Override
  public Optional<Usage> usage() {
    return usage.length == 0 ? Optional.empty() : usageReader.read(usage);
  }
}
