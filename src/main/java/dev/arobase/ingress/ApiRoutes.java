package dev.arobase.ingress;

import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.Exchange;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The endpoint table: which handler a path under {@code /v1} belongs to. */
final class ApiRoutes {
  private static final List<HttpMethod> PASSED =
      List.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE);

  private final Services services;

  ApiRoutes(Services services) {
    this.services = services;
  }

  /** False when the path is not the API's; nothing was done then. */
  boolean handle(HttpServerRequest request) {
    long arrived = System.nanoTime();
    Optional<ApiPath> path = ApiPath.of(request.uri());
    if (path.isEmpty()) {
      return false;
    }
    Optional<Endpoint> endpoint = Endpoint.ofPath(path.get().rest());
    if (endpoint.isPresent()) {
      RoutedRequest routed = routed(request, path.get(), endpoint.get(), arrived);
      if (request.method().equals(HttpMethod.POST)) {
        routed.begin();
      } else {
        routed.refuseMethod("POST");
      }
      return true;
    }
    return local(request, path.get()) || passThrough(request, path.get(), arrived);
  }

  private RoutedRequest routed(
      HttpServerRequest request, ApiPath path, Endpoint endpoint, long arrived) {
    request.pause();
    Exchange exchange =
        new Exchange(services.requestId(request), request.method().name(), endpoint, arrived);
    return new RoutedRequest(services, request, path, exchange);
  }

  /**
   * A path that the gateway does not know belongs to the provider that the request names, if it can
   * name one.
   */
  private boolean passThrough(HttpServerRequest request, ApiPath path, long arrived) {
    boolean named = path.provider().isPresent() || RoutingWish.namesProvider(request.headers());
    if (!path.isSpecific() || !(named || hasBody(request))) {
      return false;
    }
    RoutedRequest routed = routed(request, path, Endpoint.OTHER, arrived);
    if (PASSED.contains(request.method())) {
      routed.beginPassThrough();
    } else {
      routed.refuseMethod(PASSED.stream().map(HttpMethod::name).collect(Collectors.joining(", ")));
    }
    return true;
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }

  private boolean local(HttpServerRequest request, ApiPath path) {
    if (path.rest().equals("/explain")) {
      if (request.method().equals(HttpMethod.POST)) {
        request.pause();
        ExplainRequest.begin(services, request, path);
      } else {
        LocalRequest.of(services, request).refuseMethod("POST");
      }
      return true;
    }
    return CatalogRequest.handle(services, request, path);
  }
}
