package dev.arobase.ingress;

import dev.arobase.account.Cost;
import dev.arobase.dialect.Dialect;
import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Exchange;
import dev.arobase.exchange.Rejection;
import dev.arobase.observe.TokenCounts;
import dev.arobase.relay.ClientAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** A request that the gateway answers by itself; it too ends in one record. */
final class LocalRequest {
  private final Exchange exchange;
  private final ClientAnswer client;
  private final Dialect dialect;

  private LocalRequest(Exchange exchange, ClientAnswer client, Dialect dialect) {
    this.exchange = exchange;
    this.client = client;
    this.dialect = dialect;
  }

  static LocalRequest of(Services services, HttpServerRequest request) {
    Exchange exchange =
        new Exchange(
            services.requestId(request),
            request.method().name(),
            Endpoint.OTHER,
            System.nanoTime());
    ClientAnswer client =
        new ClientAnswer(
            services.vertx(),
            request,
            services.inForce().get().snapshot().config().server().writeTimeout(),
            () -> WireGuard.clientStalled(request.connection()));
    client.onEnd(
        () ->
            services
                .vertx()
                .runOnContext(
                    nothing ->
                        services
                            .records()
                            .accept(
                                Records.of(
                                    exchange,
                                    client,
                                    WireGuard.refusal(request.connection()),
                                    Optional.empty(),
                                    TokenCounts.UNKNOWN,
                                    new Cost.Unknown(Cost.Reason.NOT_SERVED)))));
    return new LocalRequest(exchange, client, Dialects.ofTarget(request.uri()));
  }

  Exchange exchange() {
    return exchange;
  }

  ClientAnswer client() {
    return client;
  }

  void refuse(Rejection why) {
    ErrorWriter.refuse(exchange, client, dialect, why);
  }

  void refuseMethod(String allowed) {
    client.headers().set("allow", allowed);
    refuse(
        Rejection.of(
            ErrorCode.METHOD_NOT_ALLOWED,
            "%s is not allowed here, only %s".formatted(exchange.method(), allowed)));
  }

  /** The client has it already. */
  void notModified() {
    client.headers().set("x-request-id", exchange.requestId());
    client.end(304, Buffer.buffer());
  }

  void answer(int status, Buffer json) {
    client.headers().set("content-type", "application/json");
    client.headers().set("x-request-id", exchange.requestId());
    client.end(status, json);
  }
}
