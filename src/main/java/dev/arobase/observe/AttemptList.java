package dev.arobase.observe;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.arobase.exchange.Attempt;
import dev.arobase.wire.NullableFields;
import java.io.IOException;
import java.util.List;

/** What was tried, as an error's metadata and the request log show it alike. */
public final class AttemptList {
  private AttemptList() {}

  /**
   * Writes the member {@code "attempts": [{"provider", "model", "status", "reason", "ms"}]}; a
   * status that never came is null.
   */
  public static void write(JsonGenerator json, List<Attempt> attempts) throws IOException {
    json.writeArrayFieldStart("attempts");
    for (Attempt attempt : attempts) {
      json.writeStartObject();
      json.writeStringField("provider", attempt.provider());
      json.writeStringField("model", attempt.model());
      NullableFields.number(json, "status", attempt.status());
      json.writeStringField("reason", attempt.reason());
      json.writeNumberField("ms", attempt.ms());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
