package dev.arobase.observe;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that outlives those who write to it: a reload must not close stdout. */
final class Unclosable extends FilterOutputStream {
  Unclosable(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    // The inherited method writes byte by byte.
    out.write(bytes, from, count);
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
