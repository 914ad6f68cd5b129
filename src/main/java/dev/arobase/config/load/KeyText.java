package dev.arobase.config.load;

import java.util.Optional;

/**
 * What a key may look like: visible ASCII, nothing else. A token that was corrupted on its way here
 * otherwise only shows much later, as an odd error in some client.
 */
final class KeyText {
  private KeyText() {}

  /** Without surrounding white space. */
  static String trimmed(String text) {
    return text.strip();
  }

  /** What is wrong with a trimmed key, by kind and position, from 1; never its text. */
  static Optional<String> fault(String key) {
    int position = 0;
    for (int at = 0; at < key.length(); ) {
      int point = key.codePointAt(at);
      at += Character.charCount(point);
      position++;
      if (point > 0x7e && !Character.isISOControl(point)) {
        return Optional.of(fault("a character outside ASCII", position));
      } else if (Character.isISOControl(point) && point != '\t' && point != '\n' && point != '\r') {
        return Optional.of(fault("a control character", position));
      } else if (point <= ' ') {
        return Optional.of(fault("white space", position));
      }
    }
    return Optional.empty();
  }

  private static String fault(String what, int position) {
    return "the key holds "
        + what
        + " at position "
        + position
        + "; it was damaged on its way here, copy it again";
  }
}
