package dev.arobase.mock;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** An answer that goes on no more. It ends when the peer leaves, at the latest after an hour. */
final class Silence {
  private static final long LONGEST_MILLIS = 3_600_000;

  private Silence() {}

  static void until(Vertx vertx, HttpServerRequest request) {
    long timer = vertx.setTimer(LONGEST_MILLIS, expired -> request.connection().close());
    request.response().closeHandler(closed -> vertx.cancelTimer(timer));
  }
}
