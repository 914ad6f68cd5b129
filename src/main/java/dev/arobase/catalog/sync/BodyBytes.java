package dev.arobase.catalog.sync;

import io.vertx.core.buffer.Buffer;
import java.io.InputStream;
import java.util.List;

/** A whole body as the pieces it came in, so that 50 MB are not copied into one array. */
final class BodyBytes extends InputStream {

  private final List<Buffer> pieces;
  private int piece;
  private int position;

  BodyBytes(List<Buffer> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    while (piece < pieces.size() && position >= pieces.get(piece).length()) {
      piece++;
      position = 0;
    }
    if (piece == pieces.size()) {
      return -1;
    }
    Buffer buffer = pieces.get(piece);
    int count = Math.min(length, buffer.length() - position);
    buffer.getBytes(position, position + count, target, offset);
    position += count;
    return count;
  }
}
