package dev.arobase.ingress;

import java.util.Arrays;

/**
 * One line of a request head, byte by byte. A line ends with CR LF and nothing else: a peer that
 * ends lines in another way may disagree with the next one about where a message ends.
 */
final class StrictLine {

  /** What one more byte brought. */
  enum Step {
    MORE,
    LINE,
    BARE_LF,
    BARE_CR,
    CONTROL
  }

  private byte[] bytes = new byte[256];
  private int length;
  private boolean carriageReturn;

  Step feed(byte b) {
    if (carriageReturn) {
      carriageReturn = false;
      return b == '\n' ? Step.LINE : Step.BARE_CR;
    }
    if (b == '\r') {
      carriageReturn = true;
      return Step.MORE;
    }
    if (b == '\n') {
      return Step.BARE_LF;
    }
    if (Tokens.isControl(b)) {
      return Step.CONTROL;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = b;
    return Step.MORE;
  }

  /** The line's bytes, valid below {@link #length} until {@link #clear}. */
  byte[] bytes() {
    return bytes;
  }

  /** Bytes in the line, without its end. */
  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }
}
