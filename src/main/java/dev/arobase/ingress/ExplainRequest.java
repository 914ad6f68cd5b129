package dev.arobase.ingress;

import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.Rejection;
import dev.arobase.portkey.PortkeyHeaders;
import dev.arobase.resolve.Explanation;
import dev.arobase.resolve.ResolveRequest;
import dev.arobase.wire.RequestScan;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** A request body in, the decision about it out; nothing is sent to any upstream. */
final class ExplainRequest {
  private ExplainRequest() {}

  static void begin(Services services, HttpServerRequest request, ApiPath path) {
    LocalRequest local = LocalRequest.of(services, request);
    InForce inForce = services.inForce().get();
    RequestIntake.begin(
        services.vertx(),
        inForce,
        request,
        local.exchange(),
        new RequestIntake.Next() {
          @Override
          public void scanned(BodyReader.Body body, RequestScan scan) {
            ResolveRequest wish =
                RoutingWish.of(Endpoint.CHAT_COMPLETIONS, path, request.headers(), scan, body);
            Explanation explanation =
                PortkeyHeaders.of(request.headers())
                    .map(
                        headers ->
                            services
                                .portkey()
                                .explain(
                                    PortkeyRequests.of(
                                        headers,
                                        wish,
                                        inForce,
                                        request,
                                        local.exchange(),
                                        "/v1" + Endpoint.CHAT_COMPLETIONS.path(),
                                        body)))
                    .orElseGet(() -> services.resolver().explain(wish, inForce.snapshot()));
            local.answer(200, Buffer.buffer(explanation.json()));
          }

          @Override
          public void refused(Rejection why) {
            local.refuse(why);
          }
        });
  }
}
