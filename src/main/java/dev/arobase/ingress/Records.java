package dev.arobase.ingress;

import dev.arobase.account.Bill;
import dev.arobase.account.Cost;
import dev.arobase.account.CostCalculator;
import dev.arobase.exchange.Attempt;
import dev.arobase.exchange.End;
import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Exchange;
import dev.arobase.exchange.Failure;
import dev.arobase.observe.AbandonedRecord;
import dev.arobase.observe.RequestEnd;
import dev.arobase.observe.RequestRecord;
import dev.arobase.observe.TokenCounts;
import dev.arobase.relay.ClientAnswer;
import dev.arobase.upstream.OpenAnswer;
import dev.arobase.wire.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A finished exchange as it is told to logs and metrics. */
final class Records {
  /** The client left before any of its answer was out. */
  private static final int CLIENT_CLOSED_REQUEST = 499;

  private static final Bill NOT_SERVED =
      new Bill(new Cost.Unknown(Cost.Reason.NOT_SERVED), Optional.empty());

  private Records() {}

  /**
   * @param refusal why the connection was ended while the request's body was being read
   * @param answer the upstream's, where one was relayed
   */
  static RequestRecord of(
      Exchange exchange,
      ClientAnswer client,
      Optional<ErrorCode> refusal,
      Optional<OpenAnswer> answer,
      CostCalculator costs) {
    Optional<ErrorCode> refused = refusal.filter(code -> client.hasLeft());
    List<Attempt> attempts = exchange.attempts();
    Optional<Attempt> last =
        attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
    return new RequestRecord(
        exchange.requestId(),
        exchange.keyName(),
        exchange.method(),
        label(exchange.endpoint()),
        answer.map(open -> open.target().provider().name()).or(() -> last.map(Attempt::provider)),
        answer
            .map(open -> open.target().upstreamId())
            .filter(id -> !id.isEmpty())
            .or(() -> last.map(Attempt::model)),
        exchange.requestedModel(),
        refused.map(ErrorCode::status).orElseGet(() -> status(client)),
        exchange.errorCode().or(() -> refused.map(ErrorCode::word)),
        attempts,
        exchange.stream(),
        answer
            .flatMap(open -> open.body().watch().usage())
            .map(Records::tokens)
            .orElse(TokenCounts.UNKNOWN),
        answer.map(open -> bill(open, costs)).orElse(NOT_SERVED),
        exchange.abandoned().stream()
            .map(one -> new AbandonedRecord(one.provider(), one.model(), one.completionTokens()))
            .toList(),
        millis(System.nanoTime() - exchange.arrivedNanos()),
        millis(exchange.upstreamNanos()),
        millis(exchange.firstTokenNanos()),
        exchange.requestBytes(),
        client.bytes(),
        refused.isPresent() ? RequestEnd.REFUSED : end(exchange, client));
  }

  private static int status(ClientAnswer client) {
    return client.hasLeft() && client.bytes() == 0 ? CLIENT_CLOSED_REQUEST : client.status();
  }

  private static String label(Endpoint endpoint) {
    return endpoint == Endpoint.OTHER ? "other" : "/v1" + endpoint.path();
  }

  /** What is known by now of an answer's cost. */
  static Bill bill(OpenAnswer open, CostCalculator costs) {
    return costs.bill(open.body().watch().usage(), open.target().offering());
  }

  private static TokenCounts tokens(Usage usage) {
    return new TokenCounts(
        usage.prompt(),
        usage.completion(),
        usage.cachedRead(),
        usage.cacheWrite(),
        usage.reasoning());
  }

  private static RequestEnd end(Exchange exchange, ClientAnswer client) {
    if (client.wasTooSlow()) {
      return RequestEnd.CLIENT_STALLED;
    }
    if (client.hasLeft()) {
      return RequestEnd.CLIENT_GONE;
    }
    if (exchange.end().isPresent() && exchange.end().get() instanceof End.UpstreamBroke broke) {
      return broke.failure() instanceof Failure.TimedOut
          ? RequestEnd.UPSTREAM_STALLED
          : RequestEnd.UPSTREAM_BROKE;
    }
    return exchange.errorCode().isPresent() ? RequestEnd.REFUSED : RequestEnd.COMPLETE;
  }

  private static OptionalLong millis(OptionalLong nanos) {
    return nanos.isPresent() ? OptionalLong.of(millis(nanos.getAsLong())) : OptionalLong.empty();
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
