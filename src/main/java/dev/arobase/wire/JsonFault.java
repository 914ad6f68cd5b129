package dev.arobase.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.List;
import java.util.Optional;

/** Turns a parser's complaint into words and a place for whoever sent the bytes. */
final class JsonFault {

  // Where Jackson's messages begin to speak of Jackson instead of the text.
  private static final List<String> ASIDES =
      List.of(
          ": maybe a (non-standard) comment?",
          " (not recognized",
          " (for Array",
          " (for Object",
          " (start marker",
          ": enable `",
          ", from `");

  private JsonFault() {}

  /**
   * @param stoppedAt offset at which the parser stood, for complaints without a place of their own
   */
  static ScanResult.NotJson of(
      JsonProcessingException complaint, byte[] body, int length, long stoppedAt) {
    if (complaint instanceof StreamConstraintsException) {
      String message = "nested deeper than " + StrictJson.MAX_DEPTH + " levels";
      return at(message, body, length, stoppedAt);
    }
    long offset =
        Optional.ofNullable(complaint.getLocation())
            .map(JsonLocation::getByteOffset)
            .filter(place -> place >= 0)
            .orElse(stoppedAt);
    return at(words(complaint.getOriginalMessage()), body, length, offset);
  }

  /** A fault at a byte offset. */
  static ScanResult.NotJson at(String message, byte[] body, int length, long offset) {
    int end = Math.clamp(offset, 0, length);
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < end; i++) {
      if (body[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new ScanResult.NotJson(message, line, end - lineStart + 1);
  }

  private static String words(String message) {
    String words = message;
    for (String aside : ASIDES) {
      int start = words.indexOf(aside);
      if (start > 0) {
        words = words.substring(0, start);
      }
    }
    return words;
  }
}
