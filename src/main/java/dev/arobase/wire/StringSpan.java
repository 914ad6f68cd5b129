package dev.arobase.wire;

/**
 * Measures string literals in bytes that a parser has found, or will find, to be good JSON. Jackson
 * would have to decode a string to tell its end and length.
 */
final class StringSpan {
  private StringSpan() {}

  /** Offset after the closing quote of the literal whose opening quote is at {@code start}. */
  static int end(byte[] bytes, int start, int to) {
    for (int i = start + 1; i < to; i++) {
      byte b = bytes[i];
      if (b == '"') {
        return i + 1;
      }
      if (b == '\\') {
        i++;
      }
    }
    return to;
  }

  /** Bytes that the text of the literal takes in UTF-8 once its escapes are decoded. */
  static long decodedLength(byte[] bytes, int start, int end) {
    long length = 0;
    for (int i = start + 1; i < end - 1; i++) {
      if (bytes[i] != '\\') {
        length++;
      } else if (bytes[i + 1] == 'u' && i + 5 < end) {
        length += encodedLength(bytes, i + 2);
        i += 5;
      } else {
        length++;
        i++;
      }
    }
    return length;
  }

  private static int encodedLength(byte[] bytes, int hex) {
    int unit = 0;
    for (int i = hex; i < hex + 4; i++) {
      unit = (unit << 4) | Math.max(0, Character.digit(bytes[i], 16));
    }
    if (unit < 0x80) {
      return 1;
    }
    // Half of a pair: the two escapes together make four bytes.
    return unit < 0x800 || Character.isSurrogate((char) unit) ? 2 : 3;
  }
}
