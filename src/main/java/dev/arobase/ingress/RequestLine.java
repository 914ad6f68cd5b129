package dev.arobase.ingress;

import java.util.Locale;

/** The first line of a request, taken apart: method, target, version. */
sealed interface RequestLine {

  /** As it came; empty when the line has none. */
  String target();

  /**
   * A line as it should be.
   *
   * @param authority the host that an absolute target names, lower case; else empty
   */
  record Valid(String target, String authority, boolean http10) implements RequestLine {}

  /**
   * Any other.
   *
   * @param reason for the client
   */
  record Malformed(String target, String reason) implements RequestLine {}

  /** Reads the line without its end; {@code length} bytes, at least one. */
  static RequestLine read(byte[] line, int length) {
    String text = Tokens.text(line, 0, length);
    int first = text.indexOf(' ');
    int last = text.lastIndexOf(' ');
    if (first < 1 || first == last) {
      return new Malformed("", "The request line must read METHOD TARGET HTTP/1.1.");
    }
    String target = text.substring(first + 1, last);
    for (int i = 0; i < first; i++) {
      if (!Tokens.isToken(line[i])) {
        return new Malformed(target, "The method holds a character that no method has.");
      }
    }
    String version = text.substring(last + 1);
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      return new Malformed(target, "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
    }
    return read(text.substring(0, first), target, version.equals("HTTP/1.0"));
  }

  private static RequestLine read(String method, String target, boolean http10) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c > '~' || c == '#') {
        return new Malformed(
            target, "The request target holds a character that must be percent-encoded.");
      }
    }
    if (target.startsWith("/") || (target.equals("*") && method.equals("OPTIONS"))) {
      return new Valid(target, "", http10);
    }
    String lower = target.toLowerCase(Locale.ROOT);
    int start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
    if (start < 0) {
      return new Malformed(target, "The request target must be a path.");
    }
    int end = start;
    while (end < lower.length() && lower.charAt(end) != '/' && lower.charAt(end) != '?') {
      end++;
    }
    return end == start
        ? new Malformed(target, "The request target names no host.")
        : new Valid(target, lower.substring(start, end), http10);
  }
}
