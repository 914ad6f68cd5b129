package dev.arobase.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/**
 * One client socket. Whole answers by {@link #exchange}; or step by step: {@link #send}, {@link
 * #head}, {@link #readUntil}, {@link #rest}, leaving whenever the test wants.
 */
public final class ClientConnection implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int DEFAULT_PATIENCE_MILLIS = 20_000;
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Where in an answer the reading stands. */
  private enum Framing {
    NONE,
    CHUNKED,
    LENGTH,
    UNTIL_CLOSE
  }

  private final Socket socket;
  private final WireReader in;
  private final int port;

  private int status;
  private Headers headers = Headers.of();
  private ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Framing framing = Framing.NONE;
  private long left;
  private Optional<AnswerEnd> end = Optional.empty();
  private boolean headRequest;

  private ClientConnection(int port, OptionalInt receiveBuffer) throws IOException {
    this.port = port;
    this.socket = new Socket();
    if (receiveBuffer.isPresent()) {
      socket.setReceiveBufferSize(receiveBuffer.getAsInt());
    }
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(DEFAULT_PATIENCE_MILLIS);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
    this.in = new WireReader(socket.getInputStream());
  }

  public static ClientConnection open(int port) {
    return open(port, OptionalInt.empty());
  }

  /** With a small receive buffer, so that not reading is felt at the other side soon. */
  public static ClientConnection openNarrow(int port, int receiveBufferBytes) {
    return open(port, OptionalInt.of(receiveBufferBytes));
  }

  private static ClientConnection open(int port, OptionalInt receiveBuffer) {
    try {
      return new ClientConnection(port, receiveBuffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How long a single read may wait. */
  public ClientConnection patience(int millis) {
    try {
      socket.setSoTimeout(millis);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the request and reads its whole answer, as far as it comes. */
  public ClientAnswer exchange(ClientRequest request) {
    send(request);
    return rest();
  }

  /** Sends the request; a big body from a thread of its own, since the answer may come before. */
  public ClientConnection send(ClientRequest request) {
    headRequest = request.method().equals("HEAD");
    byte[] wire = request.wire(port);
    if (wire.length <= BUFFER_BYTES) {
      return sendBytes(wire);
    }
    Thread.ofVirtual().name("client-write").start(() -> writeUnlessClosed(wire));
    return startAnswer();
  }

  /** Sends these bytes and makes ready for a new answer. */
  public ClientConnection sendBytes(byte[] wire) {
    writeUnlessClosed(wire);
    return startAnswer();
  }

  public ClientConnection sendText(String wire) {
    return sendBytes(wire.getBytes(UTF_8));
  }

  private void writeUnlessClosed(byte[] wire) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(wire);
      out.flush();
    } catch (IOException _) {
      // The peer may answer and close before it has read everything: the reading side tells.
      return;
    }
  }

  private ClientConnection startAnswer() {
    status = 0;
    headers = Headers.of();
    body = new ByteArrayOutputStream();
    framing = Framing.NONE;
    end = Optional.empty();
    return this;
  }

  /** Reads up to the end of the head; the answer's status then, 0 when none came. */
  public int head() {
    if (status == 0 && end.isEmpty()) {
      guarded(this::readHead);
    }
    return status;
  }

  public Headers headers() {
    return headers;
  }

  /** Reads until the body so far holds this text; false when it ended before. */
  public boolean readUntil(String text) {
    head();
    while (!body.toString(UTF_8).contains(text)) {
      if (end.isPresent()) {
        return false;
      }
      guarded(() -> readSome(BUFFER_BYTES));
    }
    return true;
  }

  /** Reads so many bytes of the body at most, in one go; how many there are so far. */
  public int readAtMost(int bytes) {
    head();
    if (end.isEmpty()) {
      guarded(() -> readSome(bytes));
    }
    return body.size();
  }

  /** Reads everything that still comes. */
  public ClientAnswer rest() {
    head();
    while (end.isEmpty()) {
      guarded(() -> readSome(BUFFER_BYTES));
    }
    return new ClientAnswer(status, headers, body.toByteArray(), end.orElseThrow());
  }

  /** Reads everything that still comes and keeps nothing of it; how it ended. */
  public AnswerEnd drain(IntConsumer counted) {
    head();
    while (end.isEmpty()) {
      counted.accept(body.size());
      body.reset();
      guarded(() -> readSome(BUFFER_BYTES));
    }
    counted.accept(body.size());
    body.reset();
    return end.orElseThrow();
  }

  /** Sends one more byte of what is begun, if anybody still takes it. */
  public void trickle(char latin1) {
    writeUnlessClosed(new byte[] {(byte) latin1});
  }

  /** The body so far. */
  public String soFar() {
    return body.toString(UTF_8);
  }

  /** Waits for the server to close this connection; how it did, or TIMEOUT. */
  public AnswerEnd awaitClosed() {
    end = Optional.empty();
    byte[] ignored = new byte[BUFFER_BYTES];
    guarded(
        () -> {
          while (in.some(ignored, 0, ignored.length) >= 0) {
            continue;
          }
          end = Optional.of(AnswerEnd.FIN);
        });
    return end.orElseThrow();
  }

  /** Leaves without a word. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves by a reset. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends FIN and goes on reading. */
  public void finishSending() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Reading {
    void run() throws IOException;
  }

  private void guarded(Reading reading) {
    try {
      reading.run();
    } catch (SocketTimeoutException e) {
      end = Optional.of(AnswerEnd.TIMEOUT);
    } catch (java.io.EOFException e) {
      end = Optional.of(AnswerEnd.FIN);
    } catch (IOException e) {
      end = Optional.of(AnswerEnd.RST);
    }
  }

  private void readHead() throws IOException {
    if (!in.awaitByte()) {
      end = Optional.of(AnswerEnd.FIN);
      return;
    }
    WireReader.Head head = in.head();
    int code = Integer.parseInt(head.startLine().split(" ", 3)[1]);
    if (code / 100 == 1 && code != 101) {
      readHead();
      return;
    }
    status = code;
    headers = head.headers();
    if (headRequest || code == 204 || code == 304) {
      end = Optional.of(AnswerEnd.COMPLETE);
    } else if (headers.has("transfer-encoding")) {
      framing = Framing.CHUNKED;
      left = 0;
    } else if (headers.has("content-length")) {
      framing = Framing.LENGTH;
      left = Long.parseLong(headers.first("content-length").orElseThrow());
      if (left == 0) {
        end = Optional.of(AnswerEnd.COMPLETE);
      }
    } else {
      framing = Framing.UNTIL_CLOSE;
      left = Long.MAX_VALUE;
    }
  }

  private void readSome(int most) throws IOException {
    if (framing == Framing.CHUNKED && left == 0) {
      left = in.chunkSize();
      if (left == 0) {
        while (!in.line().isEmpty()) {
          continue;
        }
        end = Optional.of(AnswerEnd.COMPLETE);
        return;
      }
    }
    byte[] bytes = new byte[(int) Math.min(most, left)];
    int count = in.some(bytes, 0, bytes.length);
    if (count < 0) {
      end = Optional.of(framing == Framing.UNTIL_CLOSE ? AnswerEnd.COMPLETE : AnswerEnd.FIN);
      return;
    }
    body.write(bytes, 0, count);
    left -= count;
    if (left == 0) {
      if (framing == Framing.CHUNKED) {
        in.line();
      } else {
        end = Optional.of(AnswerEnd.COMPLETE);
      }
    }
  }
}
