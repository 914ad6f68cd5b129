package dev.arobase.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * JSON as RFC 8259 has it, and nothing beside it: no comments, no NaN, no trailing commas, UTF-8
 * only. Text and numbers may have any length, for the body that holds them is bounded already; only
 * nesting is limited.
 */
public final class StrictJson {

  /** Levels of nesting, arrays and objects together. */
  public static final int MAX_DEPTH = 512;

  // Field names stay canonicalised (the default): without that Jackson reads bytes through a
  // character reader and knows no byte offsets. They are not interned, since strangers choose them.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private StrictJson() {}

  /** A parser of the bytes from {@code from} to {@code to}; its byte offsets count from there. */
  public static JsonParser parser(byte[] bytes, int from, int to) throws IOException {
    return FACTORY.createParser(bytes, from, to - from);
  }

  /** Where the current token begins, in bytes from where the parser began. */
  public static int tokenStart(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  /** Where the current token ends; not for strings, which the parser reads lazily. */
  public static int tokenEnd(JsonParser parser) {
    return (int) parser.currentLocation().getByteOffset();
  }

  /** For the few JSON texts that this project writes by hand: a string literal, quotes included. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || isLoneSurrogate(text, i)) {
        out.append("\\u")
            .append(Character.forDigit(c >> 12, 16))
            .append(Character.forDigit((c >> 8) & 0xF, 16))
            .append(Character.forDigit((c >> 4) & 0xF, 16))
            .append(Character.forDigit(c & 0xF, 16));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  // UTF-8 has no bytes for half a pair; only an escape can carry it.
  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
