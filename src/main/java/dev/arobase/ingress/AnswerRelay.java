package dev.arobase.ingress;

import dev.arobase.dialect.ErrorReply;
import dev.arobase.exchange.End;
import dev.arobase.exchange.Exchange;
import dev.arobase.exchange.FailedAttempt;
import dev.arobase.exchange.Failure.Garbage;
import dev.arobase.exchange.FailureAnswer;
import dev.arobase.relay.ClientAnswer;
import dev.arobase.upstream.OpenAnswer;
import dev.arobase.wire.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An upstream's answer on its way to the client: its head, its body, and what its end means for the
 * client, the exchange and the provider's place.
 */
final class AnswerRelay {
  private final ClientSide side;
  private final ClientAnswer client;
  private final Exchange exchange;
  private final OpenAnswer open;

  AnswerRelay(ClientSide side, OpenAnswer open) {
    this.side = side;
    this.client = side.answer();
    this.exchange = side.exchange();
    this.open = open;
  }

  void begin() {
    if (client.isKeptAlive() && !AnswerHead.isEventStream(open)) {
      // The client has the head of a stream already, and this upstream gave none.
      open.body().cancel();
      ended(new End.UpstreamBroke(Garbage.of(Garbage.What.MALFORMED_EVENT, open.status())));
      return;
    }
    exchange.opened(open.upstreamNanos(), System.nanoTime());
    // Known before the head goes out when the whole answer is here.
    Optional<String> cost =
        open.body().wholeLength().isPresent()
            ? Records.bill(open, side.services().costs()).cost().plain()
            : Optional.empty();
    AnswerHead.write(exchange, client, open, cost);
    open.body().flowTo(client, this::ended);
  }

  private void ended(End end) {
    exchange.ended(end);
    switch (end) {
      case End.Complete ignored -> open.place().completed(streamedTokens());
      case End.UpstreamBroke broke -> {
        open.place().broke(broke.failure());
        exchange.brokeOff(broke.failure());
        abandoned();
        cut(broke);
      }
      case End.ClientGone ignored -> {
        open.place().left();
        abandoned();
      }
    }
  }

  private OptionalLong streamedTokens() {
    return AnswerHead.isEventStream(open)
        ? open.body().watch().usage().map(Usage::completion).orElse(OptionalLong.empty())
        : OptionalLong.empty();
  }

  /** It was paid for, as far as it came, though nobody has the whole of it. */
  private void abandoned() {
    if (open.body().watch().usage().isEmpty()) {
      exchange.abandoned(
          new Exchange.Abandoned(
              open.target().provider().name(),
              open.target().upstreamId(),
              open.body().watch().tokensSeen()));
    }
  }

  /** A stream can say why it ends; a plain answer of which bytes are out can only be cut. */
  private void cut(End.UpstreamBroke broke) {
    FailedAttempt failed = new FailedAttempt(open.target().provider().name(), broke.failure());
    FailureAnswer failure = FailureReplies.answer(exchange, List.of(failed), open.target().own());
    ErrorReply error = FailureReplies.reply(exchange, failure);
    if (AnswerHead.isEventStream(open) || client.isKeptAlive()) {
      ErrorWriter.cut(exchange, client, side.dialect(), error);
    } else {
      exchange.failedWith(error.code());
      client.abort();
    }
  }
}
