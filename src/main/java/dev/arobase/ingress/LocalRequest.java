package dev.arobase.ingress;

import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.Exchange;
import dev.arobase.exchange.Rejection;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** A request that the gateway answers by itself; it too ends in one record. */
final class LocalRequest {
  private final ClientSide side;

  private LocalRequest(ClientSide side) {
    this.side = side;
  }

  static LocalRequest of(Services services, HttpServerRequest request) {
    Exchange exchange =
        new Exchange(
            services.requestId(request),
            request.method().name(),
            Endpoint.OTHER,
            System.nanoTime());
    ClientSide side =
        ClientSide.of(services, services.inForce().get(), request, exchange, Dialects.of(request));
    side.answer().onEnd(() -> side.account(Optional::empty));
    return new LocalRequest(side);
  }

  Exchange exchange() {
    return side.exchange();
  }

  /** Of the answer, to be set before it. */
  MultiMap headers() {
    return side.answer().headers();
  }

  void refuse(Rejection why) {
    side.refuse(why);
  }

  void refuseMethod(String allowed) {
    side.refuseMethod(allowed);
  }

  /** The client has it already. */
  void notModified() {
    end(304, Buffer.buffer());
  }

  void answer(int status, Buffer json) {
    headers().set("content-type", "application/json");
    end(status, json);
  }

  private void end(int status, Buffer body) {
    headers().set("x-request-id", side.exchange().requestId());
    side.answer().end(status, body);
  }
}
