package dev.arobase.ingress;

import dev.arobase.exchange.Rejection;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/**
 * What holds for every request before it is anybody's: cross-origin headers on all answers,
 * preflights, and the guards of an open gateway on loopback.
 */
final class FrontDoor {
  private final Services services;

  FrontDoor(Services services) {
    this.services = services;
  }

  /** True when the request is answered already. */
  boolean stops(HttpServerRequest request) {
    InForce inForce = services.inForce().get();
    MultiMap headers = request.headers();
    Optional<String> origin = CorsPolicy.origin(headers);
    Optional<String> host = Optional.ofNullable(headers.get("host"));
    Optional<Rejection> refusal =
        inForce
            .hosts()
            .refuses(host, request.path() == null ? "" : request.path())
            .or(() -> inForce.cors().refuses(request.method().name(), origin, host));
    if (request.method().equals(HttpMethod.OPTIONS) && refusal.isEmpty()) {
      preflight(request, inForce.cors(), origin);
      return true;
    }
    inForce.cors().set(request.response().headers(), origin);
    if (refusal.isPresent()) {
      LocalRequest.of(services, request).refuse(refusal.get());
      return true;
    }
    return false;
  }

  private static void preflight(
      HttpServerRequest request, CorsPolicy cors, Optional<String> origin) {
    HttpServerResponse response = request.response();
    cors.preflightHeaders(
            origin,
            Optional.ofNullable(request.getHeader("access-control-request-headers")),
            "true".equals(request.getHeader("access-control-request-private-network")))
        .forEach(header -> response.headers().set(header.getKey(), header.getValue()));
    response
        .setStatusCode(204)
        .putHeader("allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
        .end();
  }
}
