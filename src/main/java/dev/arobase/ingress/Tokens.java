package dev.arobase.ingress;

import java.nio.charset.StandardCharsets;

/** The character classes of RFC 9110 that the checks of a request head need. */
final class Tokens {
  private static final boolean[] TOKEN = new boolean[128];
  private static final boolean[] HOST = new boolean[128];

  static {
    for (char c = '0'; c <= 'z'; c++) {
      boolean alphanumeric = c <= '9' || (c >= 'A' && c <= 'Z') || c >= 'a';
      TOKEN[c] = alphanumeric;
      HOST[c] = alphanumeric;
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      TOKEN[c] = true;
    }
    for (char c : "-._~%!$&'()*+;=:[]".toCharArray()) {
      HOST[c] = true;
    }
  }

  private Tokens() {}

  /** Whether the byte may stand in a method or a header's name. */
  static boolean isToken(byte b) {
    return b >= 0 && TOKEN[b];
  }

  /** Whether the byte may stand in a {@code Host}. */
  static boolean isHost(byte b) {
    return b >= 0 && HOST[b];
  }

  /** Whether the byte is a control character other than HTAB. */
  static boolean isControl(byte b) {
    return (b >= 0 && b < ' ' && b != '\t') || b == 0x7f;
  }

  /** Whether the bytes spell that lower-case name, in any case. */
  static boolean equalsLowerCase(byte[] bytes, int from, int to, String lowerCase) {
    if (to - from != lowerCase.length()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      int lower = b >= 'A' && b <= 'Z' ? b + 32 : b;
      if (lower != lowerCase.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }

  static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
