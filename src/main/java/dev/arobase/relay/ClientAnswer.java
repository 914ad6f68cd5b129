package dev.arobase.relay;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The client's side of one exchange: what goes out, whether the client still reads, whether it has
 * left.
 *
 * <pre>
 *   WAITING ──keepAlive()──▶ KEPT_ALIVE ──head()──▶ FLOWING ──end()──▶ ENDED
 *      └──────────head()──────────────────────────────▲  └──abort()──▶ ENDED
 * </pre>
 *
 * A client that leaves moves any state to ENDED and is reported once. Lives on one event loop.
 */
public final class ClientAnswer {

  private enum State {
    WAITING,
    KEPT_ALIVE,
    FLOWING,
    ENDED
  }

  /**
   * Beyond this, collected chunks are written at once instead of at the end of the event loop's
   * turn.
   */
  private static final int COALESCED_BYTES = 64 * 1024;

  /**
   * What may wait for the client before it is full, and what may be left when it no longer is.
   * Vert.x itself counts writes, up to sixteen beyond these bytes, and a write may be large.
   */
  private static final int FULL_BYTES = 64 * 1024;

  private static final int WRITABLE_BYTES = 32 * 1024;

  /** No status of HTTP's, but what proxies customarily log. */
  private static final int CLIENT_CLOSED_REQUEST = 499;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Optional<Duration> writeTimeout;
  private final BooleanSupplier stalled;

  private State state = State.WAITING;
  private boolean left;
  private boolean tooSlow;
  private Runnable onLeft = () -> {};
  private Runnable onWritable = () -> {};
  private Runnable onEnd = () -> {};
  private Optional<Buffer> collected = Optional.empty();
  private boolean flushScheduled;
  private long bytes;
  private long waitingBytes;
  private boolean full;

  /**
   * @param writeTimeout how long a client may leave the end of its answer unread before it is cut
   *     off; empty: for an hour
   * @param stalled whether the connection was closed because the client did not read
   */
  public ClientAnswer(
      Vertx vertx,
      HttpServerRequest request,
      Optional<Duration> writeTimeout,
      BooleanSupplier stalled) {
    this.stalled = stalled;
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.writeTimeout = writeTimeout;
    response.exceptionHandler(error -> left());
    response.closeHandler(nothing -> left());
  }

  /** Told once if the client leaves, or is cut off for not reading, before the answer has ended. */
  public void onLeft(Runnable handler) {
    onLeft = handler;
    if (left) {
      handler.run();
    }
  }

  /**
   * Told once when nothing more can happen: the answer is about to be written to its end, or the
   * client gone. Before the last byte goes out, since a client that has it may ask again at once,
   * and must not find its own former request in the way.
   */
  public void onEnd(Runnable handler) {
    onEnd = handler;
    if (state == State.ENDED) {
      handler.run();
    }
  }

  public boolean hasLeft() {
    return left;
  }

  /** The client was there but did not read within the write timeout. */
  public boolean wasTooSlow() {
    return tooSlow;
  }

  /** Nothing of the answer is out yet: its status can still be chosen. */
  public boolean isUncommitted() {
    return state == State.WAITING;
  }

  /** The head of a stream is out, but none of its content. */
  public boolean isKeptAlive() {
    return state == State.KEPT_ALIVE;
  }

  public boolean isEnded() {
    return state == State.ENDED;
  }

  /** Body bytes given to the client so far. */
  public long bytes() {
    return bytes;
  }

  /** As it went out; {@value #CLIENT_CLOSED_REQUEST} where the client left before that. */
  public int status() {
    return left && !response.headWritten() ? CLIENT_CLOSED_REQUEST : response.getStatusCode();
  }

  public MultiMap headers() {
    return response.headers();
  }

  /**
   * The head of a stream goes out before its first content, so that proxies in between do not cut
   * the silence.
   */
  public void startKeepAlive() {
    if (state == State.WAITING) {
      state = State.KEPT_ALIVE;
      response.setStatusCode(200);
      response.headers().set("content-type", "text/event-stream");
      response.headers().set("cache-control", "no-cache");
      response.headers().set("x-accel-buffering", "no");
      response.setChunked(true);
      comment("keep-alive");
    }
  }

  /** An SSE comment, between events only. */
  public void comment(String text) {
    if (state == State.KEPT_ALIVE) {
      write(Buffer.buffer(": " + text + "\n\n"));
    }
  }

  /** Status and framing; the headers are set by the caller beforehand. No length: chunked. */
  public void head(int status, long contentLength) {
    if (state == State.WAITING) {
      state = State.FLOWING;
      response.setStatusCode(status);
      if (contentLength >= 0) {
        response.headers().set("content-length", Long.toString(contentLength));
      } else {
        response.setChunked(true);
      }
    } else if (state == State.KEPT_ALIVE) {
      state = State.FLOWING;
    }
  }

  /**
   * One write for all that one turn of the event loop brings: a write per chunk is a system call
   * per chunk.
   */
  public void write(Buffer data) {
    if (state == State.ENDED || data.length() == 0) {
      return;
    }
    Buffer all = collected.map(before -> before.appendBuffer(data)).orElse(data);
    collected = Optional.of(all);
    if (all.length() >= COALESCED_BYTES) {
      flush();
    } else if (!flushScheduled) {
      flushScheduled = true;
      vertx.runOnContext(
          nothing -> {
            flushScheduled = false;
            flush();
          });
    }
  }

  /** The client does not keep up: stop reading upstream until {@link #onWritable}. */
  public boolean isFull() {
    return state != State.ENDED && full;
  }

  /** Told when a full client can take more. */
  public void onWritable(Runnable handler) {
    onWritable = handler;
  }

  /** The clean end, and the only one. */
  public void end() {
    if (state != State.ENDED) {
      Buffer last = collected.orElseGet(Buffer::buffer);
      collected = Optional.empty();
      bytes += last.length();
      ended();
      cutOffLate(last.length() == 0 ? response.end() : response.end(last));
    }
  }

  /** Sends a short answer whole. */
  public void end(int status, Buffer body) {
    if (state == State.WAITING) {
      state = State.FLOWING;
      response.setStatusCode(status);
      if (request.method().equals(HttpMethod.HEAD)) {
        response.headers().set("content-length", Integer.toString(body.length()));
      }
      bytes += body.length();
      ended();
      cutOffLate(response.end(body));
    }
  }

  /**
   * Ends without the final chunk after what was written is out, so that what was cut never looks
   * complete.
   */
  public void abort() {
    if (state == State.ENDED) {
      return;
    }
    Optional<Buffer> last = collected;
    collected = Optional.empty();
    Future<Void> written = last.isPresent() ? response.write(last.get()) : Future.succeededFuture();
    bytes += last.map(Buffer::length).orElse(0);
    ended();
    closeWhen(written);
  }

  private void closeWhen(Future<Void> written) {
    Runnable close =
        () -> {
          if (request.version() == HttpVersion.HTTP_2) {
            response.reset(2);
          } else {
            request.connection().close();
          }
        };
    if (written.isComplete()) {
      close.run();
      return;
    }
    long timer = vertx.setTimer(writeTimeoutMillis(), id -> close.run());
    written.onComplete(
        done -> {
          if (vertx.cancelTimer(timer)) {
            close.run();
          }
        });
  }

  /** A client that does not take the last byte within the write timeout is cut off. */
  private void cutOffLate(Future<Void> written) {
    if (!written.isComplete()) {
      long timer = vertx.setTimer(writeTimeoutMillis(), id -> request.connection().close());
      written.onComplete(done -> vertx.cancelTimer(timer));
    }
  }

  private long writeTimeoutMillis() {
    return writeTimeout.map(Duration::toMillis).orElse(Duration.ofHours(1).toMillis());
  }

  private void flush() {
    if (state == State.ENDED || collected.isEmpty()) {
      return;
    }
    Buffer data = collected.get();
    collected = Optional.empty();
    bytes += data.length();
    waitingBytes += data.length();
    int count = data.length();
    response.write(data).onComplete(done -> written(count));
    full |= waitingBytes > FULL_BYTES;
  }

  private void written(int count) {
    waitingBytes -= count;
    if (full && waitingBytes <= WRITABLE_BYTES) {
      full = false;
      onWritable.run();
    }
  }

  private void left() {
    if (state == State.ENDED) {
      return;
    }
    left = true;
    tooSlow = stalled.getAsBoolean();
    ended();
    onLeft.run();
  }

  private void ended() {
    state = State.ENDED;
    collected = Optional.empty();
    onEnd.run();
  }
}
