package dev.arobase.config.load;

import java.util.regex.Pattern;

/**
 * Where in the tree a value is.
 *
 * @param text as a person writes it: {@code providers.groq.models.list[2]}
 * @param pattern the same with {@code *} for names of the user's own and {@code []} for positions:
 *     what the closed set of keys is made of
 */
record KeyPath(String text, String pattern) {
  static final KeyPath ROOT = new KeyPath("", "");

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_-]+");

  /** A key of the closed set. */
  KeyPath key(String key) {
    return new KeyPath(join(text, key), join(pattern, key));
  }

  /** A name of the user's own. */
  KeyPath name(String name) {
    return new KeyPath(join(text, name), join(pattern, "*"));
  }

  /** A position in a list, from 0. */
  KeyPath at(int index) {
    return new KeyPath(text + "[" + index + "]", pattern + "[]");
  }

  /** The same place, with the keys of another pattern: for what nests in itself. */
  KeyPath likePattern(String other) {
    return new KeyPath(text, other);
  }

  private static String join(String path, String key) {
    if (key.equals("*") || PLAIN.matcher(key).matches()) {
      return path.isEmpty() ? key : path + "." + key;
    }
    return path + "[\"" + printable(key) + "\"]";
  }

  /** A key as it may stand in a message: short, on one line. */
  static String printable(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .limit(80)
        .forEach(
            point -> {
              if (Character.isISOControl(point)) {
                plain.append(String.format("\\u%04x", point));
              } else {
                plain.appendCodePoint(point);
              }
            });
    return plain.append(text.codePointCount(0, text.length()) > 80 ? "…" : "").toString();
  }
}
