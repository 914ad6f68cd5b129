package dev.arobase.wire;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes that come piece by piece. Few lie in one small array that is used again; many lie in
 * several, so that those that are there already are not copied at every growth, and no large array
 * is made for bytes that nobody will ever read whole.
 */
public final class Segments {
  private static final int FIRST_BYTES = 256;
  private static final int SEGMENT_BYTES = 64 * 1024;

  /** All but the last, each full. */
  private final List<byte[]> full = new ArrayList<>();

  private byte[] last = new byte[0];
  private int inLast;
  private int length;

  /** Takes a copy of the bytes from {@code from} to {@code to}. */
  public void append(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (inLast == last.length) {
        grow(to - at);
      }
      int count = Math.min(to - at, last.length - inLast);
      System.arraycopy(bytes, at, last, inLast, count);
      inLast += count;
      at += count;
    }
    length += to - from;
  }

  private void grow(int more) {
    if (full.isEmpty() && inLast < SEGMENT_BYTES) {
      int wanted = Math.max(inLast * 2, inLast + more);
      last = Arrays.copyOf(last, Math.clamp(wanted, FIRST_BYTES, SEGMENT_BYTES));
    } else {
      full.add(last);
      last = new byte[SEGMENT_BYTES];
      inLast = 0;
    }
  }

  public int length() {
    return length;
  }

  /** Puts a copy of all bytes at the end of {@code target}, and returns that. */
  public Buffer appendedTo(Buffer target) {
    full.forEach(target::appendBytes);
    return target.appendBytes(last, 0, inLast);
  }

  /** All bytes in one array, valid below {@link #length} until the next call of another method. */
  public byte[] array() {
    if (!full.isEmpty()) {
      last = joined();
      inLast = length;
      full.clear();
    }
    return last;
  }

  private byte[] joined() {
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] segment : full) {
      System.arraycopy(segment, 0, all, at, segment.length);
      at += segment.length;
    }
    System.arraycopy(last, 0, all, at, inLast);
    return all;
  }

  /** Forgets all bytes; a small array is kept for the next ones. */
  public void clear() {
    full.clear();
    if (last.length > SEGMENT_BYTES) {
      last = new byte[0];
    }
    inLast = 0;
    length = 0;
  }
}
