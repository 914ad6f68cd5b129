package dev.arobase.ingress;

import io.netty.util.ByteProcessor;

/**
 * Checks the framing of a chunked request body while its bytes arrive. The data of chunks is not
 * fed but skipped by the caller: {@link #skippable} says how many bytes.
 *
 * <pre>
 *   SIZE ─▶ (EXTENSION) ─▶ DATA ─▶ DATA_END ─▶ SIZE …
 *     └── size 0 ─▶ TRAILERS ─▶ COMPLETE
 * </pre>
 */
final class ChunkedBody implements ByteProcessor {
  private static final int MAX_SIZE_DIGITS = 7;
  private static final int MAX_EXTENSION = 256;
  private static final int MAX_TRAILERS = 8 * 1024;

  enum State {
    SIZE,
    EXTENSION,
    SIZE_END,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILERS,
    COMPLETE,
    MALFORMED
  }

  private final StrictLine line = new StrictLine();
  private State state = State.SIZE;
  private String reason = "";
  private int digits;
  private int size;
  private int extension;
  private int trailers;
  private long remaining;

  /** Bytes of chunk data that come next; 0 when framing comes next. */
  long skippable() {
    return state == State.DATA ? remaining : 0;
  }

  /** That many of them have passed. */
  void skipped(long bytes) {
    remaining -= bytes;
    if (remaining == 0) {
      state = State.DATA_CR;
    }
  }

  State state() {
    return state;
  }

  /** What is wrong, for the client. */
  String reason() {
    return reason;
  }

  /** Stops at the first byte of data, at the end, and at the byte that is wrong. */
  @Override
  public boolean process(byte b) {
    switch (state) {
      case SIZE -> size(b);
      case EXTENSION -> extension(b);
      case SIZE_END -> sizeEnd(b);
      case DATA_CR -> expect(b, '\r', State.DATA_LF);
      case DATA_LF -> {
        expect(b, '\n', State.SIZE);
        digits = 0;
        size = 0;
        extension = 0;
      }
      case TRAILERS -> trailer(b);
      case DATA, COMPLETE, MALFORMED -> {}
    }
    return state != State.DATA && state != State.COMPLETE && state != State.MALFORMED;
  }

  private void size(byte b) {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      if (++digits > MAX_SIZE_DIGITS) {
        malformed("A chunk is too large.");
        return;
      }
      size = size * 16 + digit;
    } else if (digits == 0) {
      malformed("A chunk's size is not a hexadecimal number.");
    } else if (b == '\r') {
      state = State.SIZE_END;
    } else if (b == ';') {
      state = State.EXTENSION;
    } else {
      malformed("A chunk's size is not a hexadecimal number.");
    }
  }

  private void extension(byte b) {
    if (b == '\r') {
      state = State.SIZE_END;
    } else if (Tokens.isControl(b) || ++extension > MAX_EXTENSION) {
      malformed("A chunk's extension is too long or holds a control character.");
    }
  }

  private void sizeEnd(byte b) {
    if (b != '\n') {
      malformed("The line of a chunk's size does not end with CR LF.");
    } else if (size == 0) {
      state = State.TRAILERS;
    } else {
      remaining = size;
      state = State.DATA;
    }
  }

  private void expect(byte b, char expected, State next) {
    if (b == expected) {
      state = next;
    } else {
      malformed("A chunk is longer or shorter than its size says.");
    }
  }

  private void trailer(byte b) {
    if (++trailers > MAX_TRAILERS) {
      malformed("The trailers are too large.");
      return;
    }
    switch (line.feed(b)) {
      case MORE -> {}
      case LINE -> {
        if (line.length() == 0) {
          state = State.COMPLETE;
        } else if (!field()) {
          malformed("A trailer is malformed.");
        }
        line.clear();
      }
      case BARE_LF, BARE_CR, CONTROL -> malformed("A trailer is malformed.");
    }
  }

  private boolean field() {
    int colon = 0;
    while (colon < line.length() && Tokens.isToken(line.bytes()[colon])) {
      colon++;
    }
    return colon > 0 && colon < line.length() && line.bytes()[colon] == ':';
  }

  private void malformed(String why) {
    state = State.MALFORMED;
    reason = why;
  }
}
