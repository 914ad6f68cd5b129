package dev.arobase.ingress;

import dev.arobase.access.Access;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Exchange;
import dev.arobase.exchange.Rejection;
import dev.arobase.wire.RequestScan;
import dev.arobase.wire.RequestScanner;
import dev.arobase.wire.ScanResult;
import dev.arobase.wire.StringField;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;

/** The first steps of a request with a JSON body: who is it from, is it whole, what does it say. */
final class RequestIntake {

  /**
   * Who takes it from here. Exactly one of the two is told, once, unless the client leaves first.
   */
  interface Next {
    void scanned(BodyReader.Body body, RequestScan scan);

    void refused(Rejection why);
  }

  /** Scanning more than this would hold the event loop from others for milliseconds. */
  private static final int LARGE_BYTES = 1024 * 1024;

  private RequestIntake() {}

  /** To be called within the handler of the request's head. */
  static void begin(
      Vertx vertx, InForce inForce, HttpServerRequest request, Exchange exchange, Next next) {
    Optional<Rejection> denied = authenticate(inForce, request, exchange);
    if (denied.isPresent()) {
      next.refused(denied.get());
      return;
    }
    Optional<Rejection> foreign = foreignType(request);
    if (foreign.isPresent()) {
      next.refused(foreign.get());
      return;
    }
    scanned(vertx, inForce, request, exchange)
        .onComplete(
            read -> {
              switch (read.result()) {
                case ScanResult.Scanned scanned ->
                    proceed(read.body(), scanned.scan(), exchange, next);
                case ScanResult.NotJson notJson -> next.refused(BodyErrors.rejection(notJson));
                case ScanResult.BadField bad -> next.refused(BodyErrors.rejection(bad));
              }
            },
            error -> BodyErrors.rejection(error).ifPresent(next::refused));
  }

  /**
   * For a path that the gateway does not know: the body may be anything. What in a JSON object
   * names a provider is read all the same.
   */
  static void beginWithAnyBody(
      Vertx vertx, InForce inForce, HttpServerRequest request, Exchange exchange, Next next) {
    Optional<Rejection> refused =
        authenticate(inForce, request, exchange).or(() -> compressed(request));
    if (refused.isPresent()) {
      next.refused(refused.get());
      return;
    }
    scanned(vertx, inForce, request, exchange)
        .onComplete(
            read ->
                proceed(
                    read.body(),
                    read.result() instanceof ScanResult.Scanned scanned
                        ? scanned.scan()
                        : RequestScan.NOTHING,
                    exchange,
                    next),
            error -> BodyErrors.rejection(error).ifPresent(next::refused));
  }

  private record Read(BodyReader.Body body, ScanResult result) {}

  private static Future<Read> scanned(
      Vertx vertx, InForce inForce, HttpServerRequest request, Exchange exchange) {
    BodyReader.Limits limits =
        new BodyReader.Limits(
            inForce.server().maxBody(),
            inForce.snapshot().config().defaults().timeouts().total(),
            exchange.arrivedNanos());
    return BodyReader.read(request, limits)
        .compose(
            body ->
                body.length() < LARGE_BYTES
                    ? Future.succeededFuture(scan(body))
                    : vertx.executeBlocking(() -> scan(body), false));
  }

  private static Read scan(BodyReader.Body body) {
    return new Read(body, new RequestScanner().scan(body.bytes(), body.length()));
  }

  private static void proceed(
      BodyReader.Body body, RequestScan scan, Exchange exchange, Next next) {
    exchange.asksFor(scan.model().map(StringField::text), scan.stream(), body.length());
    next.scanned(body, scan);
  }

  /** Empty when it may enter. */
  static Optional<Rejection> authenticate(
      InForce inForce, HttpServerRequest request, Exchange exchange) {
    return switch (inForce.clientKeys().check(request.headers())) {
      case Access.Denied denied ->
          Optional.of(Rejection.of(ErrorCode.INVALID_API_KEY, denied.reason().message()));
      case Access.Granted granted -> {
        exchange.authenticatedAs(granted.principal().name());
        yield Optional.empty();
      }
      case Access.Open _ -> Optional.empty();
    };
  }

  /**
   * JSON is read whatever a careless client calls it (curl says "form" unless told otherwise), but
   * a form with parts or a compressed body is none.
   */
  private static Optional<Rejection> foreignType(HttpServerRequest request) {
    String type =
        Optional.ofNullable(request.getHeader("content-type")).orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/")) {
      return Optional.of(
          Rejection.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "This endpoint takes application/json, not multipart/form-data"));
    }
    return compressed(request);
  }

  private static Optional<Rejection> compressed(HttpServerRequest request) {
    Optional<String> encoding =
        Optional.ofNullable(request.getHeader("content-encoding"))
            .map(String::strip)
            .filter(value -> !value.isEmpty() && !value.equalsIgnoreCase("identity"));
    return encoding.map(
        name ->
            Rejection.of(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "The request body is compressed, which is not supported; send it as it is"));
  }
}
