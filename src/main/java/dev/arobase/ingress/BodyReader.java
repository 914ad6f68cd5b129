package dev.arobase.ingress;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;

/**
 * Reads a request body into memory, up to a bound. What a client claims as its length reserves
 * nothing: memory grows with what has arrived. That it arrives in time is watched by the {@link
 * ConnectionGuard}.
 */
final class BodyReader {

  /** A body as it arrived; {@code bytes} may be longer than {@code length}. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on without a copy, never compared.
  record Body(byte[] bytes, int length) {}

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
  private final long limit;
  private final Promise<Body> promise = Promise.promise();
  private byte[] bytes = new byte[0];
  private int length;
  private boolean done;

  private BodyReader(HttpServerRequest request, long limit) {
    this.request = request;
    this.limit = limit;
  }

  /** Must be called before the request's handler returns, or chunks are lost. */
  static Future<Body> read(HttpServerRequest request, long limit) {
    BodyReader reader = new BodyReader(request, limit);
    reader.start();
    return reader.promise.future();
  }

  private void start() {
    long claimed = claimedLength();
    if (claimed > limit) {
      fail(new TooLarge(limit));
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
    if ((long) length + more > limit) {
      fail(new TooLarge(limit));
      return;
    }
    if (length + more > bytes.length) {
      long grown = Math.max(Math.max(FIRST_BYTES, (long) bytes.length * 2), (long) length + more);
      bytes = Arrays.copyOf(bytes, (int) Math.min(grown, limit));
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
