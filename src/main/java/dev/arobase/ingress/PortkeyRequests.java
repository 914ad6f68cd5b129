package dev.arobase.ingress;

import dev.arobase.exchange.Exchange;
import dev.arobase.portkey.PortkeyHeaders;
import dev.arobase.portkey.PortkeyRequest;
import dev.arobase.resolve.ResolveRequest;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;

/** What a request with Portkey's headers is planned from. */
final class PortkeyRequests {
  private PortkeyRequests() {}

  static PortkeyRequest of(
      PortkeyHeaders headers,
      ResolveRequest wish,
      InForce inForce,
      HttpServerRequest request,
      Exchange exchange,
      String path,
      BodyReader.Body body) {
    return new PortkeyRequest(
        headers,
        wish,
        inForce.snapshot(),
        inForce.clientKeys().providerKey(request.headers(), headers.mayBringKey()),
        exchange.keyName(),
        path,
        ByteBuffer.wrap(body.bytes(), 0, body.length()));
  }
}
