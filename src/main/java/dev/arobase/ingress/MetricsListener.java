package dev.arobase.ingress;

import dev.arobase.config.ListenAddress;
import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.wire.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * {@code /metrics} on a listener of its own, without a key: who may reach it is the network's to
 * say.
 */
public final class MetricsListener {
  private static final int MOST_HEADER_BYTES = 64 * 1024;

  private final HttpServer server;
  private final ListenAddress address;
  private final RequestIds requestIds;

  /**
   * @param guard bounds its connections too
   */
  public MetricsListener(
      Vertx vertx,
      ListenAddress address,
      Operations operations,
      WireGuard guard,
      RequestIds requestIds) {
    this.address = address;
    this.requestIds = requestIds;
    this.server =
        vertx
            .createHttpServer(WireGuard.prepare(new HttpServerOptions(), MOST_HEADER_BYTES))
            .connectionHandler(guard)
            .requestHandler(request -> handle(request, operations));
  }

  public Future<Void> start() {
    return server
        .listen(address.port(), address.host())
        .recover(
            failure ->
                Future.failedFuture(new CannotListen(address.host(), address.port(), failure)))
        .mapEmpty();
  }

  public Future<Void> close() {
    return server.close();
  }

  private void handle(HttpServerRequest request, Operations operations) {
    if (!"/metrics".equals(request.path())) {
      refuse(request, ErrorCode.PATH_NOT_FOUND, "This listener serves /metrics and nothing else.");
    } else if (Operations.isRead(request)) {
      operations.answerMetrics(request);
    } else {
      request.response().putHeader("allow", "GET, HEAD");
      refuse(request, ErrorCode.METHOD_NOT_ALLOWED, "Only GET and HEAD are allowed here.");
    }
  }

  private void refuse(HttpServerRequest request, ErrorCode code, String message) {
    String requestId = requestIds.of(Optional.ofNullable(request.getHeader("x-request-id")));
    request
        .response()
        .setStatusCode(code.status())
        .putHeader("content-type", "application/json")
        .putHeader("x-request-id", requestId)
        .putHeader("x-should-retry", "false")
        .end(Dialects.of(Endpoint.OTHER).errorBody(RawAnswer.reply(code, message, requestId)));
  }
}
