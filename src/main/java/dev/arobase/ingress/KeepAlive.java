package dev.arobase.ingress;

import dev.arobase.relay.ClientAnswer;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Proxies in between cut connections that are silent for long. A stream whose first content does
 * not come gets its head, and then a comment now and again; until the content comes another target
 * can still take over, unseen.
 */
final class KeepAlive {
  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final ClientAnswer client;
  private final String requestId;
  private final long periodMillis;
  private long timer = NO_TIMER;

  private KeepAlive(Vertx vertx, ClientAnswer client, String requestId, long periodMillis) {
    this.vertx = vertx;
    this.client = client;
    this.requestId = requestId;
    this.periodMillis = periodMillis;
  }

  /**
   * Counts from the request's arrival.
   *
   * @param arrivedNanos {@link System#nanoTime} then
   */
  static KeepAlive start(
      Vertx vertx, ClientAnswer client, String requestId, Duration period, long arrivedNanos) {
    KeepAlive started = new KeepAlive(vertx, client, requestId, Math.max(1, period.toMillis()));
    long waited = Duration.ofNanos(System.nanoTime() - arrivedNanos).toMillis();
    started.arm(Math.max(1, started.periodMillis - waited));
    return started;
  }

  private void arm(long millis) {
    timer = vertx.setTimer(millis, id -> fired());
  }

  private void fired() {
    timer = NO_TIMER;
    if (client.isEnded()) {
      return;
    }
    if (client.isUncommitted()) {
      // Provider and model are not known yet: they follow in a comment.
      client.headers().set("x-request-id", requestId);
      client.startKeepAlive();
    } else {
      client.comment("keep-alive");
    }
    arm(periodMillis);
  }

  /** The content has come, or will not. */
  void stop() {
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
  }
}
