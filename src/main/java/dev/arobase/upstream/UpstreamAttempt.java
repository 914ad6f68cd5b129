package dev.arobase.upstream;

import dev.arobase.config.Timeouts;
import dev.arobase.exchange.Failure;
import dev.arobase.exchange.Failure.Garbage;
import dev.arobase.exchange.Failure.TimedOut;
import dev.arobase.exchange.Failure.Unreachable;
import dev.arobase.relay.ContentCoding;
import dev.arobase.relay.UpstreamBody;
import dev.arobase.relay.Watchdog;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One attempt at one target: from the wish for a connection to the first content of an answer, or
 * to a failure.
 *
 * <pre>
 *   CONNECTING ──▶ WAITING ──head──▶ ANSWERING ──content──▶ DONE
 *        └────────────┴──────failure, cancel──┴───────────────▲
 * </pre>
 *
 * Lives on one event loop.
 */
final class UpstreamAttempt {

  private enum State {
    CONNECTING,
    WAITING,
    ANSWERING,
    DONE
  }

  /** Who waits for it. Exactly one of the two is told, once, unless it is cancelled. */
  interface Listener {
    /** The upstream's head has come; one of the two follows. */
    void headed(HttpClientResponse head);

    void opened(HttpClientResponse head, UpstreamBody body);

    void failed(Failure failure);
  }

  /**
   * A pooled connection that the peer has closed fails at once; later than this after the request
   * was written the peer may have begun to work on it.
   */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Vertx vertx;
  private final ProviderClient client;
  private final UpstreamOrder order;
  private final Timeouts timeouts;
  private final Watchdog watchdog;
  private final Listener listener;

  private final PendingConnect connection;
  private State state = State.CONNECTING;
  private Optional<HttpClientRequest> request = Optional.empty();
  private Optional<UpstreamBody> body = Optional.empty();
  private boolean reusedConnection;
  private boolean fullyWritten;
  private long writtenAt;

  UpstreamAttempt(
      Vertx vertx,
      ProviderClient client,
      UpstreamOrder order,
      Timeouts timeouts,
      Watchdog watchdog,
      Listener listener) {
    this.vertx = vertx;
    this.client = client;
    this.order = order;
    this.timeouts = timeouts;
    this.watchdog = watchdog;
    this.listener = listener;
    this.connection = client.wish();
  }

  void start() {
    watchdog.onExpired(phase -> fail(timedOut(phase)));
    watchdog.enter(Watchdog.Phase.CONNECT, Optional.of(timeouts.connect()));
    client
        .connect(connection, order.method(), order.target())
        .onComplete(
            this::connected,
            error -> fail(ConnectFailures.of(error, timeouts.connect(), client.isTls())));
  }

  /** The request was written whole: the upstream may have worked, and charge for it. */
  boolean wasFullySent() {
    return fullyWritten;
  }

  /** Ends it in any state; nobody is told. */
  void cancel() {
    if (state != State.DONE) {
      state = State.DONE;
      release();
    }
  }

  private void release() {
    connection.cancel();
    body.ifPresentOrElse(UpstreamBody::cancel, () -> request.ifPresent(HttpClientRequest::reset));
  }

  private void connected(ProviderClient.Connected connected) {
    HttpClientRequest connectedRequest = connected.request();
    request = Optional.of(connectedRequest);
    if (state == State.DONE) {
      connectedRequest.reset();
      return;
    }
    state = State.WAITING;
    reusedConnection = connected.reusedConnection();
    watchdog.enter(Watchdog.Phase.FIRST_BYTE, order.firstByteLimit(timeouts));
    connectedRequest.headers().setAll(order.headers());
    connectedRequest.exceptionHandler(error -> fail(lost(error)));
    connectedRequest.response().onComplete(this::head, error -> fail(lost(error)));
    Future<Void> sent =
        order.body().length() == 0 ? connectedRequest.end() : connectedRequest.end(order.body());
    sent.onSuccess(nothing -> written());
  }

  private void written() {
    fullyWritten = true;
    writtenAt = System.nanoTime();
    if (state == State.WAITING) {
      watchdog.progress();
    }
  }

  private void head(HttpClientResponse response) {
    if (state != State.WAITING) {
      return;
    }
    state = State.ANSWERING;
    listener.headed(response);
    ContentCoding coding = order.passedAsIs() ? ContentCoding.NONE : ContentCoding.of(response);
    if (coding == ContentCoding.UNKNOWN) {
      fail(Garbage.of(Garbage.What.UNKNOWN_CODING, response.statusCode()));
    } else if (order.isGood(response.statusCode())) {
      UpstreamBody.Opening opening =
          new UpstreamBody.Opening() {
            @Override
            public void opened() {
              state = State.DONE;
              listener.opened(response, body.orElseThrow());
            }

            @Override
            public void failed(Failure failure) {
              fail(failure);
            }
          };
      UpstreamBody opened =
          new UpstreamBody(
              vertx,
              response,
              order.watch(response),
              watchdog,
              timeouts,
              order.stream(),
              coding,
              opening);
      body = Optional.of(opened);
    } else {
      new ErrorBody(response, coding.unpack(vertx, response), watchdog, order.complaints())
          .read(
              failure -> {
                // The error is read or reset already: a reset now would close a pooled connection.
                request = Optional.empty();
                fail(failure);
              });
    }
  }

  private void fail(Failure failure) {
    if (state != State.DONE) {
      state = State.DONE;
      release();
      listener.failed(failure);
    }
  }

  private Failure lost(Throwable error) {
    if (error instanceof DecoderException
        || error instanceof TooLongFrameException
        || error instanceof IllegalArgumentException) {
      return new Garbage(Garbage.What.NOT_HTTP, java.util.OptionalInt.empty(), Optional.of(error));
    }
    boolean stale =
        reusedConnection && (!fullyWritten || System.nanoTime() - writtenAt < STALE_NANOS);
    return new Unreachable(
        stale ? Unreachable.Way.RESET_ON_REUSED : Unreachable.Way.RESET, Optional.of(error));
  }

  private TimedOut timedOut(Watchdog.Phase phase) {
    return switch (phase) {
      case CONNECT -> new TimedOut(TimedOut.Phase.CONNECT, timeouts.connect());
      case FIRST_BYTE ->
          new TimedOut(
              TimedOut.Phase.FIRST_BYTE, order.firstByteLimit(timeouts).orElse(Duration.ZERO));
      case FIRST_TOKEN ->
          new TimedOut(TimedOut.Phase.FIRST_TOKEN, timeouts.firstToken().orElse(Duration.ZERO));
      case IDLE -> new TimedOut(TimedOut.Phase.IDLE, timeouts.idle().orElse(Duration.ZERO));
      case TOTAL -> new TimedOut(TimedOut.Phase.TOTAL, timeouts.total().orElse(Duration.ZERO));
    };
  }
}
