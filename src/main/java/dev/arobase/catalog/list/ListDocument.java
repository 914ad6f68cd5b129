package dev.arobase.catalog.list;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** A list's bytes as JSON tokens, and everything that is wrong with them as a refusal. */
final class ListDocument {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxNumberLength(200)
                  .maxStringLength(1 << 20)
                  .maxNameLength(1 << 12)
                  .build())
          // Python's writer puts NaN where a price is dynamic.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  /** Reads the tokens of one document. */
  interface Pass {
    ParsedPage read(BudgetParser json) throws IOException;
  }

  private ListDocument() {}

  /** Opens the body, reads it with the pass, and closes it. */
  static ParsedPage read(InputStream body, Pass pass) {
    try (PushbackInputStream input = new PushbackInputStream(body, 3)) {
      int first = firstByte(input);
      if (first < 0) {
        return ParsedPage.refused(Refusal.Reason.INVALID_JSON, "empty body");
      }
      if (first == '<') {
        return ParsedPage.refused(Refusal.Reason.HTML, "a web page instead of a list");
      }
      try (JsonParser json = FACTORY.createParser(input)) {
        return pass.read(new BudgetParser(json));
      }
    } catch (JsonProcessingException e) {
      return ParsedPage.refused(
          Refusal.Reason.INVALID_JSON,
          "at byte "
              + (e.getLocation() == null ? 0 : e.getLocation().getByteOffset())
              + ": "
              + firstLine(e.getOriginalMessage()));
    } catch (ArithmeticException | NumberFormatException e) {
      return ParsedPage.refused(Refusal.Reason.INVALID_JSON, "a number beyond all bounds");
    } catch (IOException e) {
      return ParsedPage.refused(Refusal.Reason.INVALID_JSON, "cannot be read to its end");
    }
  }

  /** Skips a byte order mark and white space; the next byte, left in place, or -1. */
  private static int firstByte(PushbackInputStream input) throws IOException {
    byte[] mark = input.readNBytes(3);
    boolean isMark =
        mark.length == 3
            && mark[0] == (byte) 0xEF
            && mark[1] == (byte) 0xBB
            && mark[2] == (byte) 0xBF;
    if (!isMark) {
      input.unread(mark);
    }
    int next = input.read();
    while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
      next = input.read();
    }
    if (next >= 0) {
      input.unread(next);
    }
    return next;
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    return line.length() > 120 ? line.substring(0, 120) : line;
  }
}
