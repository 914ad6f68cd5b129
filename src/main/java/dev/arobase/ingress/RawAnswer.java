package dev.arobase.ingress;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.arobase.exchange.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A whole HTTP/1.1 error answer as bytes, for connections that never get as far as a request. */
final class RawAnswer {
  private static final JsonFactory JSON = new JsonFactory();

  private RawAnswer() {}

  /** The answer announces that the connection is closed after it. */
  static byte[] of(ErrorCode code, String message, Map<String, String> headers) {
    byte[] body = body(code, message);
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(code.status()).append(' ').append(phrase(code));
    head.append("\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ");
    head.append(body.length).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  /** The envelope alone. */
  static byte[] body(ErrorCode code, String message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(192);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("error");
      json.writeStringField("message", message);
      json.writeStringField("type", code.family().word());
      json.writeNullField("param");
      json.writeStringField("code", code.word());
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  private static String phrase(ErrorCode code) {
    return switch (code.status()) {
      case 408 -> "Request Timeout";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      default -> "Bad Request";
    };
  }
}
