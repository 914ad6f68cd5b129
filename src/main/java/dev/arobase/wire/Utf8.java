package dev.arobase.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks UTF-8 as the Unicode standard defines it: shortest forms only, no surrogates. */
final class Utf8 {

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ANY_HIGH_BIT = 0x8080808080808080L;

  private Utf8() {}

  /** Offset of the first byte that begins no valid character, or -1. */
  static int firstInvalid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (bytes[i] >= 0) {
        // Most of what comes is ASCII: eight at a time.
        while (i + 8 <= to && ((long) EIGHT_BYTES.get(bytes, i) & ANY_HIGH_BIT) == 0) {
          i += 8;
        }
        while (i < to && bytes[i] >= 0) {
          i++;
        }
      } else {
        int length = characterLength(bytes, i, to);
        if (length == 0) {
          return i;
        }
        i += length;
      }
    }
    return -1;
  }

  private static int characterLength(byte[] bytes, int i, int to) {
    int first = bytes[i] & 0xFF;
    if (first >= 0xC2 && first <= 0xDF) {
      return continues(bytes, i + 1, to, 1) ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
      if (!continues(bytes, i + 1, to, 2)) {
        return 0;
      }
      int second = bytes[i + 1] & 0xFF;
      boolean overlong = first == 0xE0 && second < 0xA0;
      boolean surrogate = first == 0xED && second >= 0xA0;
      return overlong || surrogate ? 0 : 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
      if (!continues(bytes, i + 1, to, 3)) {
        return 0;
      }
      int second = bytes[i + 1] & 0xFF;
      boolean overlong = first == 0xF0 && second < 0x90;
      boolean beyondUnicode = first == 0xF4 && second >= 0x90;
      return overlong || beyondUnicode ? 0 : 4;
    }
    return 0;
  }

  private static boolean continues(byte[] bytes, int from, int to, int count) {
    if (from + count > to) {
      return false;
    }
    for (int i = from; i < from + count; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return false;
      }
    }
    return true;
  }
}
