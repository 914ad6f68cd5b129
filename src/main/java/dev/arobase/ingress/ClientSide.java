package dev.arobase.ingress;

import dev.arobase.dialect.Dialect;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Exchange;
import dev.arobase.exchange.Rejection;
import dev.arobase.relay.ClientAnswer;
import dev.arobase.upstream.OpenAnswer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What every kind of request has towards its client: an exchange, an answer that refusals may end
 * in the client's own dialect, and one record afterwards.
 */
record ClientSide(
    Services services,
    HttpServerRequest request,
    Exchange exchange,
    Dialect dialect,
    ClientAnswer answer) {

  static ClientSide of(
      Services services,
      InForce inForce,
      HttpServerRequest request,
      Exchange exchange,
      Dialect dialect) {
    return new ClientSide(
        services,
        request,
        exchange,
        dialect,
        new ClientAnswer(
            services.vertx(),
            request,
            inForce.server().writeTimeout(),
            () -> WireGuard.clientStalled(request.connection())));
  }

  void refuse(Rejection why) {
    ErrorWriter.refuse(exchange, answer, dialect, why);
  }

  /**
   * @param allowed as the header {@code Allow} lists them
   */
  void refuseMethod(String allowed) {
    answer.headers().set("allow", allowed);
    refuse(
        Rejection.of(
            ErrorCode.METHOD_NOT_ALLOWED,
            "%s is not allowed here, only %s".formatted(exchange.method(), allowed)));
  }

  /**
   * Hands its record over, in the loop's next turn: whoever ended it has facts to add yet.
   *
   * @param opened the upstream's answer that was relayed, asked for then
   */
  void account(Supplier<Optional<OpenAnswer>> opened) {
    services
        .vertx()
        .runOnContext(
            nothing ->
                services
                    .records()
                    .accept(
                        Records.of(
                            exchange,
                            answer,
                            WireGuard.refusal(request.connection()),
                            opened.get(),
                            services.costs())));
  }
}
