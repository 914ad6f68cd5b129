package dev.arobase.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the pieces of HTTP/1.1 messages off a socket. Strict about what it reads; blocking. */
final class WireReader {

  /** A start line and its header fields. */
  record Head(String startLine, Headers headers) {}

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int MAX_LINE_BYTES = 1024 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;

  WireReader(InputStream in) {
    this.in = in;
  }

  /**
   * Waits for the next message's first byte.
   *
   * @return false when the peer closed instead
   */
  boolean awaitByte() throws IOException {
    return position < limit || fill();
  }

  Head head() throws IOException {
    String startLine = line();
    List<Headers.Field> fields = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("not a header line: " + line);
      }
      fields.add(new Headers.Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return new Head(startLine, new Headers(fields));
  }

  /** One line without its CRLF. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int b = read();
      if (b == '\n') {
        break;
      }
      if (line.size() > MAX_LINE_BYTES) {
        throw new IOException("a line longer than " + MAX_LINE_BYTES + " bytes");
      }
      line.write(b);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** Up to {@code length} bytes, at least one; -1 at the end of the stream. */
  int some(byte[] target, int offset, int length) throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  byte[] exactly(long count) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(count)];
    int read = 0;
    while (read < bytes.length) {
      int more = some(bytes, read, bytes.length - read);
      if (more < 0) {
        throw new EOFException("closed after " + read + " of " + count + " bytes");
      }
      read += more;
    }
    return bytes;
  }

  /** A whole body in chunked transfer coding, decoded. */
  byte[] chunked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      body.writeBytes(exactly(size));
      line();
    }
    while (!line().isEmpty()) {
      continue;
    }
    return body.toByteArray();
  }

  /** The size line of a chunk, its extensions ignored. */
  long chunkSize() throws IOException {
    String line = line();
    int end = line.indexOf(';');
    try {
      return Long.parseLong((end < 0 ? line : line.substring(0, end)).strip(), 16);
    } catch (NumberFormatException e) {
      throw new IOException("not a chunk size: " + line, e);
    }
  }

  private int read() throws IOException {
    if (position == limit && !fill()) {
      throw new EOFException("closed inside a message");
    }
    return buffer[position++] & 0xff;
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(count, 0);
    return count > 0;
  }
}
