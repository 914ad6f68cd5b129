package dev.arobase.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Tells the pages of proxies and sign-in services from answers. */
final class Html {
  private Html() {}

  static boolean isHtml(Optional<String> contentType, byte[] body, int length) {
    String type = contentType.orElse("").toLowerCase(Locale.ROOT);
    if (type.contains("text/html") || type.contains("application/xhtml")) {
      return true;
    }
    int end = Math.min(length, 256);
    int first = 0;
    while (first < end && Character.isWhitespace(body[first] & 0xFF)) {
      first++;
    }
    if (first == end || body[first] != '<') {
      return false;
    }
    String start =
        new String(body, first, end - first, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html") || start.startsWith("<html");
  }
}
