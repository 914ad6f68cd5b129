package dev.arobase.ingress;

import dev.arobase.exchange.End;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Exchange;
import dev.arobase.exchange.FailedAttempt;
import dev.arobase.exchange.FailureAnswer;
import dev.arobase.exchange.Rejection;
import dev.arobase.portkey.PortkeyHeaders;
import dev.arobase.relay.ClientAnswer;
import dev.arobase.relay.Watchdog;
import dev.arobase.resolve.Plan;
import dev.arobase.resolve.Resolution;
import dev.arobase.resolve.ResolveRequest;
import dev.arobase.upstream.AttemptLoop;
import dev.arobase.upstream.OpenAnswer;
import dev.arobase.upstream.OutboundRequest;
import dev.arobase.upstream.RequestKind;
import dev.arobase.wire.RequestScan;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A request that goes to a provider, from its head to its record:
 *
 * <pre>
 *   authenticate → body → scan → resolve → attempts → relay → account (always, once)
 * </pre>
 *
 * Every step that refuses ends in {@link ErrorWriter}; every end passes {@link #account}.
 */
final class RoutedRequest {
  private final Services services;
  private final InForce inForce;
  private final HttpServerRequest request;
  private final ApiPath path;
  private final ClientSide side;
  private final Exchange exchange;
  private final ClientAnswer client;
  private final Watchdog watchdog;
  private final Optional<PortkeyHeaders> portkey;
  private final Optional<PortkeyAnswer> portkeyAnswer;

  private boolean entered;
  private Optional<KeepAlive> keepAlive = Optional.empty();
  private Optional<AttemptLoop> attempts = Optional.empty();
  private Optional<OpenAnswer> answer = Optional.empty();

  RoutedRequest(Services services, HttpServerRequest request, ApiPath path, Exchange exchange) {
    this.services = services;
    this.inForce = services.inForce().get();
    this.request = request;
    this.path = path;
    this.side =
        ClientSide.of(services, inForce, request, exchange, Dialects.of(exchange.endpoint()));
    this.exchange = exchange;
    this.client = side.answer();
    this.watchdog = new Watchdog(services.vertx(), exchange.arrivedNanos());
    client.onEnd(this::account);
    this.portkey = PortkeyHeaders.of(request.headers());
    this.portkeyAnswer =
        portkey.map(headers -> new PortkeyAnswer(headers.traceId().orElse(exchange.requestId())));
    portkeyAnswer.ifPresent(one -> one.addTrace(client.headers()));
  }

  /** To be called within the handler of the request's head. */
  void begin() {
    if (enters()) {
      RequestIntake.begin(services.vertx(), inForce, request, exchange, next());
    }
  }

  /** As {@link #begin}, for a path that is the upstream's to know. */
  void beginPassThrough() {
    if (enters()) {
      RequestIntake.beginWithAnyBody(services.vertx(), inForce, request, exchange, next());
    }
  }

  private boolean enters() {
    if (!services.inFlight().tryEnter(inForce.server().maxRequests())) {
      refuse(
          Rejection.of(
              ErrorCode.OVERLOADED, "The gateway is at its limit of requests; try again shortly."));
      return false;
    }
    entered = true;
    return true;
  }

  private RequestIntake.Next next() {
    return new RequestIntake.Next() {
      @Override
      public void scanned(BodyReader.Body body, RequestScan scan) {
        resolve(body, scan);
      }

      @Override
      public void refused(Rejection why) {
        refuse(why);
      }
    };
  }

  void refuseMethod(String allowed) {
    side.refuseMethod(allowed);
  }

  private void resolve(BodyReader.Body body, RequestScan scan) {
    if (Hops.of(request.headers()) >= Hops.MOST) {
      refuse(Rejection.of(ErrorCode.ROUTING_LOOP, Hops.MESSAGE));
      return;
    }
    ResolveRequest wish = RoutingWish.of(exchange.endpoint(), path, request.headers(), scan, body);
    Resolution resolution =
        portkey
            .map(headers -> portkeyPlan(headers, wish, body))
            .orElseGet(() -> services.resolver().resolve(wish, inForce.snapshot()));
    switch (resolution) {
      case Resolution.Refused refused -> refuse(refused.rejection());
      case Resolution.Planned planned -> attempt(planned.plan(), body, scan);
    }
  }

  private Resolution portkeyPlan(
      PortkeyHeaders headers, ResolveRequest wish, BodyReader.Body body) {
    return services
        .portkey()
        .plan(
            PortkeyRequests.of(
                headers, wish, inForce, request, exchange, "/v1" + path.rest(), body));
  }

  private void attempt(Plan plan, BodyReader.Body body, RequestScan scan) {
    AttemptLoop loop =
        new AttemptLoop(
            services.vertx(),
            services.upstreams(),
            plan,
            outbound(body, scan),
            watchdog,
            new AttemptLoop.Listener() {
              @Override
              public void opened(OpenAnswer open) {
                relay(open);
              }

              @Override
              public void failed(List<FailedAttempt> failures) {
                fail(failures);
              }
            });
    attempts = Optional.of(loop);
    client.onLeft(
        () -> {
          loop.cancel();
          exchange.ended(new End.ClientGone(client.wasTooSlow()));
        });
    if (!client.hasLeft()) {
      if (scan.stream()) {
        keepAlive = inForce.server().keepalive().map(this::startKeepAlive);
      }
      loop.start();
    }
  }

  private OutboundRequest outbound(BodyReader.Body body, RequestScan scan) {
    return new OutboundRequest(
        exchange,
        request.method(),
        path.upstreamTarget(),
        request.headers(),
        target -> TargetBody.of(body, scan, target),
        scan.stream(),
        RequestKind.of(exchange.method(), path.rest(), scan.background(), scan.store(), false),
        side.dialect(),
        ClientRetries.of(request.headers()),
        Hops.of(request.headers()),
        inForce.snapshot().config().forwardHeaders());
  }

  private KeepAlive startKeepAlive(Duration period) {
    return KeepAlive.start(
        services.vertx(), client, exchange.requestId(), period, exchange.arrivedNanos());
  }

  private void relay(OpenAnswer open) {
    keepAlive.ifPresent(KeepAlive::stop);
    answer = Optional.of(open);
    addPortkeyTarget();
    new AnswerRelay(side, open).begin();
  }

  private void fail(List<FailedAttempt> failures) {
    keepAlive.ifPresent(KeepAlive::stop);
    FailureAnswer failure = FailureReplies.answer(exchange, failures, ownTarget());
    if (client.isUncommitted()) {
      addPortkeyTarget();
      client.headers().addAll(exchange.limits());
      FailureReplies.setHeaders(client.headers(), failure);
      AnswerHead.addAttempts(exchange, client);
    }
    ErrorWriter.write(exchange, client, side.dialect(), FailureReplies.reply(exchange, failure));
  }

  private boolean ownTarget() {
    return attempts.filter(loop -> loop.target().own()).isPresent();
  }

  private void addPortkeyTarget() {
    if (client.isUncommitted()) {
      portkeyAnswer.ifPresent(
          one ->
              attempts.ifPresent(
                  loop -> one.addTarget(client.headers(), loop.target(), loop.repeats())));
    }
  }

  private void refuse(Rejection why) {
    side.refuse(why);
  }

  private void account() {
    watchdog.stop();
    keepAlive.ifPresent(KeepAlive::stop);
    if (entered) {
      services.inFlight().leave();
    }
    side.account(() -> answer);
  }
}
