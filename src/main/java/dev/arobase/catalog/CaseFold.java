package dev.arobase.catalog;

/**
 * The spelling under which ids are looked up, the same in every locale. It folds character by
 * character, upper case first and then lower case, so that it never changes how many characters
 * there are: {@code İ} and {@code ı} become {@code i}, both forms of the Greek sigma become one.
 * Folded text is a key only; what goes upstream is always the spelling of the provider's own list.
 */
public final class CaseFold {

  private CaseFold() {}

  /** The folded text: as many {@code char}s as {@code text}; {@code text} itself when folded. */
  public static String fold(String text) {
    int length = text.length();
    int first = 0;
    while (first < length && isFolded(text.charAt(first))) {
      first++;
    }
    if (first == length) {
      return text;
    }
    var folded = new StringBuilder(length).append(text, 0, first);
    for (int i = first; i < length; ) {
      int character = text.codePointAt(i);
      int width = Character.charCount(character);
      int lower = Character.toLowerCase(Character.toUpperCase(character));
      // No character outside the basic plane folds into it, but keep the width whatever Unicode
      // adds.
      folded.appendCodePoint(Character.charCount(lower) == width ? lower : character);
      i += width;
    }
    return folded.toString();
  }

  private static boolean isFolded(char character) {
    return character < 0x80 && (character < 'A' || character > 'Z');
  }
}
