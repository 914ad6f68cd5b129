package dev.arobase.ingress;

import dev.arobase.account.Cost;
import dev.arobase.config.ServerConfig;
import dev.arobase.dialect.Dialect;
import dev.arobase.dialect.ErrorReply;
import dev.arobase.exchange.End;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Exchange;
import dev.arobase.exchange.FailedAttempt;
import dev.arobase.exchange.Failure.Garbage;
import dev.arobase.exchange.FailureAnswer;
import dev.arobase.exchange.Rejection;
import dev.arobase.observe.TokenCounts;
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
import dev.arobase.wire.Usage;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
  private final Exchange exchange;
  private final Dialect dialect;
  private final ClientAnswer client;
  private final Watchdog watchdog;

  private boolean entered;
  private Optional<KeepAlive> keepAlive = Optional.empty();
  private Optional<OpenAnswer> answer = Optional.empty();
  private Optional<AttemptLoop> attempts = Optional.empty();
  private final Optional<PortkeyHeaders> portkey;
  private final Optional<PortkeyAnswer> portkeyAnswer;

  RoutedRequest(Services services, HttpServerRequest request, ApiPath path, Exchange exchange) {
    this.services = services;
    this.inForce = services.inForce().get();
    this.request = request;
    this.path = path;
    this.exchange = exchange;
    this.dialect = Dialects.of(exchange.endpoint());
    ServerConfig server = inForce.snapshot().config().server();
    this.client =
        new ClientAnswer(
            services.vertx(),
            request,
            server.writeTimeout(),
            () -> WireGuard.clientStalled(request.connection()));
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
    client.headers().set("allow", allowed);
    refuse(
        Rejection.of(
            ErrorCode.METHOD_NOT_ALLOWED,
            "%s is not allowed here, only %s".formatted(exchange.method(), allowed)));
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
    OutboundRequest outbound =
        new OutboundRequest(
            exchange,
            request.method(),
            path.upstreamTarget(),
            request.headers(),
            target -> TargetBody.of(body, scan, target),
            scan.stream(),
            RequestKind.of(exchange.method(), path.rest(), scan.background(), scan.store(), false),
            dialect,
            ClientRetries.of(request.headers()),
            Hops.of(request.headers()),
            inForce.snapshot().config().forwardHeaders());
    AttemptLoop loop =
        new AttemptLoop(
            services.vertx(),
            services.upstreams(),
            plan,
            outbound,
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
        keepAlive =
            inForce
                .server()
                .keepalive()
                .map(
                    period ->
                        KeepAlive.start(
                            services.vertx(),
                            client,
                            exchange.requestId(),
                            period,
                            exchange.arrivedNanos()));
      }
      loop.start();
    }
  }

  private void relay(OpenAnswer open) {
    keepAlive.ifPresent(KeepAlive::stop);
    answer = Optional.of(open);
    if (client.isKeptAlive() && !AnswerHead.isEventStream(open)) {
      noStream(open);
      return;
    }
    exchange.opened(open.upstreamNanos(), System.nanoTime());
    addPortkeyTarget();
    // Known before the head goes out when the whole answer is here.
    Optional<String> cost =
        open.body().wholeLength().isPresent() ? cost().plain() : Optional.empty();
    AnswerHead.write(client, exchange, open, cost);
    open.body().flowTo(client, end -> ended(open, end));
  }

  /** The client has the head of a stream already, and this upstream gave none. */
  private void noStream(OpenAnswer open) {
    open.body().cancel();
    ended(open, new End.UpstreamBroke(Garbage.of(Garbage.What.MALFORMED_EVENT, open.status())));
  }

  private void ended(OpenAnswer open, End end) {
    exchange.ended(end);
    switch (end) {
      case End.Complete ignored -> open.place().completed(streamedTokens(open));
      case End.UpstreamBroke broke -> {
        open.place().broke(broke.failure());
        exchange.brokeOff(broke.failure());
        abandoned(open);
      }
      case End.ClientGone ignored -> {
        open.place().left();
        abandoned(open);
      }
    }
    if (end instanceof End.UpstreamBroke broke) {
      FailureAnswer failure =
          FailureReplies.answer(exchange, List.of(failedAttempt(open, broke)), ownTarget());
      ErrorReply error = FailureReplies.reply(exchange, failure);
      if (AnswerHead.isEventStream(open) || client.isKeptAlive()) {
        ErrorWriter.cut(exchange, client, dialect, error);
      } else {
        exchange.failedWith(error.code());
        client.abort();
      }
    }
  }

  /** It was paid for, as far as it came, though nobody has the whole of it. */
  private void abandoned(OpenAnswer open) {
    if (open.body().watch().usage().isEmpty()) {
      exchange.abandoned(
          new Exchange.Abandoned(
              open.target().provider().name(),
              open.target().upstreamId(),
              open.body().watch().tokensSeen()));
    }
  }

  private static OptionalLong streamedTokens(OpenAnswer open) {
    return AnswerHead.isEventStream(open)
        ? open.body().watch().usage().map(Usage::completion).orElse(OptionalLong.empty())
        : OptionalLong.empty();
  }

  private static FailedAttempt failedAttempt(OpenAnswer open, End.UpstreamBroke broke) {
    return new FailedAttempt(open.target().provider().name(), broke.failure());
  }

  private void fail(List<FailedAttempt> failures) {
    keepAlive.ifPresent(KeepAlive::stop);
    FailureAnswer failure = FailureReplies.answer(exchange, failures, ownTarget());
    if (client.isUncommitted()) {
      addPortkeyTarget();
      client.headers().addAll(exchange.limits());
      FailureReplies.setHeaders(client.headers(), failure);
      AnswerHead.addAttempts(client, exchange);
    }
    ErrorWriter.write(exchange, client, dialect, FailureReplies.reply(exchange, failure));
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
    ErrorWriter.refuse(exchange, client, dialect, why);
  }

  private void account() {
    watchdog.stop();
    keepAlive.ifPresent(KeepAlive::stop);
    if (entered) {
      services.inFlight().leave();
    }
    // Whoever ended it has facts to add yet.
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
                            answer,
                            tokens(),
                            cost())));
  }

  private TokenCounts tokens() {
    return answer
        .flatMap(open -> open.body().watch().usage())
        .map(Records::tokens)
        .orElse(TokenCounts.UNKNOWN);
  }

  private Cost cost() {
    return answer
        .map(
            open ->
                services.costs().bill(open.body().watch().usage(), open.target().offering()).cost())
        .orElseGet(() -> new Cost.Unknown(Cost.Reason.NOT_SERVED));
  }
}
