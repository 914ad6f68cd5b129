package dev.arobase.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.arobase.wire.ScanResult.BadField;
import dev.arobase.wire.ScanResult.NotJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON request once, front to back, and keeps what routing needs and where it stands. No
 * tree is built and no text decoded but what is kept.
 *
 * <p>Strict, because whatever two readers could read in two ways, a gateway must not pass on: JSON
 * of RFC 8259 in UTF-8, without a byte order mark; a member that decides anything stands once.
 */
public final class RequestScanner {

  /**
   * Scans a body.
   *
   * @param length how many bytes of {@code body} count
   */
  public ScanResult scan(byte[] body, int length) {
    NotJson foreign = foreignEncoding(body, length);
    if (foreign != null) {
      return foreign;
    }
    int invalid = Utf8.firstInvalid(body, 0, length);
    if (invalid >= 0) {
      return JsonFault.at("not valid UTF-8", body, length, invalid);
    }
    try (JsonParser json = StrictJson.parser(body, 0, length)) {
      return scan(json, body, length);
    } catch (IOException impossible) {
      return JsonFault.at("unreadable", body, length, 0);
    }
  }

  private static ScanResult scan(JsonParser json, byte[] body, int length) throws IOException {
    try {
      JsonToken first = json.nextToken();
      if (first == null) {
        return JsonFault.at("empty body", body, length, length);
      }
      if (first != JsonToken.START_OBJECT) {
        skipValue(json);
        requireEnd(json);
        return new BadField("", "the body must be a JSON object");
      }
      MemberReader members = new MemberReader(json, body, length);
      ScanResult result = members.readObject();
      requireEnd(json);
      return result;
    } catch (JsonProcessingException complaint) {
      return JsonFault.of(complaint, body, length, StrictJson.tokenEnd(json));
    } catch (IllegalStateException collisions) {
      // Jackson's guard against names chosen to collide in its symbol table.
      return JsonFault.at(
          "too many member names with colliding hashes", body, length, StrictJson.tokenEnd(json));
    }
  }

  /** Moves to the last token of the current value, whatever it is. */
  static void skipValue(JsonParser json) throws IOException {
    json.skipChildren();
  }

  private static void requireEnd(JsonParser json) throws IOException {
    if (json.nextToken() != null) {
      throw new JsonParseException(
          json, "Unexpected text after the end of the JSON value", json.currentTokenLocation());
    }
  }

  // In UTF-16 and UTF-32 a JSON text has a zero among its first four bytes; in UTF-8 it never has.
  private static @Nullable NotJson foreignEncoding(byte[] body, int length) {
    if (length >= 3
        && (body[0] & 0xFF) == 0xEF
        && (body[1] & 0xFF) == 0xBB
        && (body[2] & 0xFF) == 0xBF) {
      return new NotJson("the body begins with a byte order mark; send UTF-8 without it", 1, 1);
    }
    if (length >= 2) {
      int mark = ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
      if (mark == 0xFEFF || mark == 0xFFFE) {
        return new NotJson("the body is UTF-16 or UTF-32; send UTF-8", 1, 1);
      }
    }
    for (int i = 0; i < Math.min(4, length); i++) {
      if (body[i] == 0) {
        return new NotJson("a zero byte; JSON must be sent as UTF-8", 1, i + 1);
      }
    }
    return null;
  }
}
