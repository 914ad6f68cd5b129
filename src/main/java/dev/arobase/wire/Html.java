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
    String start =
        new String(body, 0, Math.min(length, 256), StandardCharsets.ISO_8859_1)
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html") || start.startsWith("<html");
  }
}
