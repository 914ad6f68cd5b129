package dev.arobase.wire;

/**
 * A half-open range of bytes in a body.
 *
 * @param start offset of the first byte
 * @param end offset after the last byte
 */
public record ByteRange(int start, int end) {
  public ByteRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no range: " + start + ".." + end);
    }
  }

  /** Bytes in it. */
  public int length() {
    return end - start;
  }
}
