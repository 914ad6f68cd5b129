package dev.arobase.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Replacements of byte ranges in a body, made in one copy. Whatever lies outside of them stays as
 * it is, byte for byte.
 */
public final class Splice {

  private static final class Replacement {
    private final ByteRange range;
    private final byte[] bytes;

    Replacement(ByteRange range, byte[] bytes) {
      this.range = range;
      this.bytes = bytes;
    }
  }

  private static final Comparator<Replacement> IN_ORDER =
      Comparator.comparingInt((Replacement replacement) -> replacement.range.start())
          .thenComparingInt(replacement -> replacement.range.end());

  private final List<Replacement> replacements = new ArrayList<>();

  /** Puts other bytes in place of a range. */
  public Splice replace(ByteRange range, byte[] bytes) {
    replacements.add(new Replacement(range, bytes));
    return this;
  }

  /** Puts other text, as UTF-8, in place of a range. */
  public Splice replace(ByteRange range, String text) {
    return replace(range, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes a range out. */
  public Splice cut(ByteRange range) {
    return replace(range, new byte[0]);
  }

  /** Puts text, as UTF-8, before the byte at an offset; several at one offset keep their order. */
  public Splice insert(int offset, String text) {
    return replace(new ByteRange(offset, offset), text);
  }

  /** Puts bytes before the byte at an offset. */
  public Splice insert(int offset, byte[] bytes) {
    return replace(new ByteRange(offset, offset), bytes);
  }

  public boolean isEmpty() {
    return replacements.isEmpty();
  }

  /**
   * The first {@code length} bytes of {@code body} with the replacements made.
   *
   * @throws IllegalStateException if two replacements overlap
   */
  public Buffer apply(byte[] body, int length) {
    List<Replacement> ordered = new ArrayList<>(replacements);
    ordered.sort(IN_ORDER);
    int size = length;
    int last = 0;
    for (Replacement replacement : ordered) {
      if (replacement.range.start() < last || replacement.range.end() > length) {
        throw new IllegalStateException("overlapping edits at byte " + replacement.range.start());
      }
      last = replacement.range.end();
      size += replacement.bytes.length - replacement.range.length();
    }
    Buffer spliced = Buffer.buffer(size);
    int copied = 0;
    for (Replacement replacement : ordered) {
      spliced.appendBytes(body, copied, replacement.range.start() - copied);
      spliced.appendBytes(replacement.bytes);
      copied = replacement.range.end();
    }
    return spliced.appendBytes(body, copied, length - copied);
  }
}
