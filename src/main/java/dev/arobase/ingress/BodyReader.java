package dev.arobase.ingress;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a request body into memory, up to a bound. What a client claims as its length reserves
 * nothing: memory grows with what has arrived. That it keeps arriving is watched by the {@link
 * ConnectionGuard}; that it ends, here.
 */
final class BodyReader {

  /** A body as it arrived; {@code bytes} may be longer than {@code length}. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on without a copy, never compared.
  record Body(byte[] bytes, int length) {}

  /**
   * What a body may take.
   *
   * @param bytes at most
   * @param total from the request's arrival to the body's end; empty: any time
   * @param arrivedNanos by {@link System#nanoTime}
   */
  record Limits(long bytes, Optional<Duration> total, long arrivedNanos) {
    boolean isOver(long nanos) {
      return total.isPresent() && nanos - arrivedNanos > total.get().toNanos();
    }
  }

  /** The body trickles in, for longer than a whole request may take. */
  static final class TooSlow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooSlow() {
      super("body too slow", null, false, false);
    }
  }

  /** The body is longer than allowed. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final long limit;

    TooLarge(long limit) {
      super("body too large", null, false, false);
      this.limit = limit;
    }

    String words() {
      return "The request body is larger than " + limit + " bytes (server.max_body)";
    }
  }

  /** The client has left, or broke its own framing, before the body was whole. */
  static final class Aborted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Aborted(String message) {
      super(message, null, false, false);
    }
  }

  private static final int FIRST_BYTES = 4 * 1024;

  private final HttpServerRequest request;
  private final Limits limits;
  private final Promise<Body> promise = Promise.promise();
  private byte[] bytes = new byte[0];
  private int length;
  private boolean done;

  private BodyReader(HttpServerRequest request, Limits limits) {
    this.request = request;
    this.limits = limits;
  }

  /** Must be called before the request's handler returns, or chunks are lost. */
  static Future<Body> read(HttpServerRequest request, Limits limits) {
    BodyReader reader = new BodyReader(request, limits);
    reader.start();
    return reader.promise.future();
  }

  private void start() {
    long claimed = claimedLength();
    if (claimed > limits.bytes()) {
      fail(new TooLarge(limits.bytes()));
      return;
    }
    if (claimed > 0) {
      bytes = new byte[(int) Math.min(claimed, 64 * 1024)];
    }
    request.exceptionHandler(
        error -> fail(new Aborted("the client left before its request was whole")));
    request.handler(this::append);
    request.endHandler(nothing -> complete());
    request.resume();
  }

  private long claimedLength() {
    String value = request.getHeader("content-length");
    try {
      return value == null ? -1 : Long.parseLong(value);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void append(Buffer chunk) {
    if (done) {
      return;
    }
    int more = chunk.length();
    if ((long) length + more > limits.bytes()) {
      fail(new TooLarge(limits.bytes()));
      return;
    }
    if (limits.isOver(System.nanoTime())) {
      fail(new TooSlow());
      return;
    }
    if (length + more > bytes.length) {
      long grown = Math.max(Math.max(FIRST_BYTES, (long) bytes.length * 2), (long) length + more);
      bytes = Arrays.copyOf(bytes, (int) Math.min(grown, limits.bytes()));
    }
    chunk.getBytes(bytes, length);
    length += more;
  }

  private void complete() {
    if (!done) {
      done = true;
      promise.complete(new Body(bytes, length));
    }
  }

  private void fail(RuntimeException cause) {
    if (!done) {
      done = true;
      bytes = new byte[0];
      promise.fail(cause);
    }
  }
}
