package dev.arobase.mock;

/**
 * The mock's idea of a token: a word with the white space after it, long words in pieces. The
 * tokens of a text, put together again, are the text.
 */
final class Tokens {
  /** In UTF-16 units; a longer run without white space is several tokens. */
  private static final int LONGEST = 16;

  private Tokens() {}

  /**
   * Where the token that begins at {@code from} ends, exclusive; {@code from} is inside the text.
   */
  static int end(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at)) && at - from < LONGEST) {
      at++;
    }
    while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && at - from < LONGEST) {
      at++;
    }
    while (at < text.length() && Character.isWhitespace(text.charAt(at)) && at - from < LONGEST) {
      at++;
    }
    boolean splitsPair =
        at < text.length()
            && Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1));
    return splitsPair ? at + 1 : at;
  }

  static int count(String text) {
    int tokens = 0;
    for (int at = 0; at < text.length(); at = end(text, at)) {
      tokens++;
    }
    return tokens;
  }

  /** The first {@code limit} tokens of the text. */
  static String first(String text, int limit) {
    int at = 0;
    for (int tokens = 0; tokens < limit && at < text.length(); tokens++) {
      at = end(text, at);
    }
    return text.substring(0, at);
  }
}
