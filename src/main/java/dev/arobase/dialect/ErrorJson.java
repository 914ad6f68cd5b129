package dev.arobase.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.arobase.wire.NullableFields;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes error objects. */
final class ErrorJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private ErrorJson() {}

  /** Fills in the members of an object. */
  interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  /** One JSON object, on one line. */
  static Buffer object(Members members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  /** OpenAI's error object as the member {@code error}. */
  static void writeOpenAiError(JsonGenerator json, ErrorReply error) throws IOException {
    json.writeObjectFieldStart("error");
    json.writeStringField("message", wellFormed(error.message()));
    json.writeStringField("type", error.family().word());
    writeNullable(json, "param", error.param());
    json.writeStringField("code", wellFormed(error.code()));
    if (error.metadata().isPresent()) {
      json.writeFieldName("metadata");
      json.writeRawValue(error.metadata().get());
    }
    json.writeEndObject();
  }

  static void writeNullable(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    NullableFields.text(json, name, value.map(ErrorJson::wellFormed));
  }

  // A message may come from an upstream and hold half of a surrogate pair, which the generator
  // refuses to write.
  static String wellFormed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** An event with this data. */
  static Buffer event(String prefix, Buffer data) {
    return Buffer.buffer(prefix.length() + data.length() + 8)
        .appendString(prefix)
        .appendString("data: ")
        .appendBuffer(data)
        .appendString("\n\n");
  }
}
