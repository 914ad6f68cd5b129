package dev.arobase.ingress;

import dev.arobase.access.Access;
import dev.arobase.config.Loopback;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;
import dev.arobase.observe.Health;
import dev.arobase.observe.Metrics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.function.Supplier;

/** What orchestrators, monitors and the curious ask. */
public final class Operations {
  private static final Buffer ALIVE = Buffer.buffer("{\"status\":\"ok\"}");
  private static final Buffer ROOT =
      Buffer.buffer(
          "{\"name\":\"arobase\",\"api\":\"/v1\",\"models\":\"/v1/models\",\"health\":\"/health\"}");

  private final Health health;
  private final Metrics metrics;
  private final Supplier<InForce> inForce;

  public Operations(Health health, Metrics metrics, Supplier<InForce> inForce) {
    this.health = health;
    this.metrics = metrics;
    this.inForce = inForce;
  }

  /** False when the path is none of these; nothing was done then. */
  boolean handle(Services services, HttpServerRequest request) {
    switch (request.path() == null ? "" : request.path()) {
      case "/health", "/livez" -> read(services, request, 200, ALIVE);
      case "/readyz" -> {
        String state = health.state().name().toLowerCase(Locale.ROOT);
        read(
            services,
            request,
            health.isReady() ? 200 : 503,
            Buffer.buffer("{\"status\":\"" + state + "\"}"));
      }
      case "/" -> read(services, request, 200, ROOT);
      case "/metrics" -> {
        if (inForce.get().snapshot().config().metrics().listener().isPresent()) {
          return false;
        }
        metrics(services, request);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void read(Services services, HttpServerRequest request, int status, Buffer json) {
    if (isRead(request)) {
      answer(request, status, "application/json", json);
    } else {
      LocalRequest.of(services, request).refuseMethod("GET, HEAD");
    }
  }

  /** For a peer on this machine, or one that shows a client key. */
  private void metrics(Services services, HttpServerRequest request) {
    boolean local = Loopback.is(request.remoteAddress().hostAddress());
    if (!local
        && inForce.get().clientKeys().check(request.headers()) instanceof Access.Denied denied) {
      LocalRequest.of(services, request)
          .refuse(Rejection.of(ErrorCode.INVALID_API_KEY, denied.reason().message()));
    } else if (isRead(request)) {
      answerMetrics(request);
    } else {
      LocalRequest.of(services, request).refuseMethod("GET, HEAD");
    }
  }

  /** The metrics as they are now, to whoever asks. */
  void answerMetrics(HttpServerRequest request) {
    answer(request, 200, Metrics.CONTENT_TYPE, Buffer.buffer(metrics.render()));
  }

  static boolean isRead(HttpServerRequest request) {
    return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
  }

  private static void answer(
      HttpServerRequest request, int status, String contentType, Buffer body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", contentType)
        .putHeader("cache-control", "no-store")
        .end(body);
  }
}
