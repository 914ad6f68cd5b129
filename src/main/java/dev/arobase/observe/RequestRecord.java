package dev.arobase.observe;

import dev.arobase.account.Bill;
import dev.arobase.account.Cost;
import dev.arobase.exchange.Attempt;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything that is told about one finished request: one log line and one round of metrics come
 * from it. It holds no prompt, no answer and no key.
 *
 * @param requestId as in {@code x-request-id}
 * @param keyName the client key's name; empty for an open gateway or a refused request
 * @param method {@code POST}, …
 * @param endpoint the endpoint as the table names it, {@code /v1/chat/completions}; {@code other}
 *     for unknown paths
 * @param provider who served it, or was tried last; empty when no upstream was involved
 * @param model as that provider spells it
 * @param requestedModel as the client wrote it, possibly cut
 * @param status what the client was sent
 * @param errorCode the {@code code} of the error answer or of the error event that ended the stream
 * @param stream whether the client asked for a stream
 * @param upstreamMilliseconds spent waiting for upstreams
 * @param firstTokenMilliseconds from the request's arrival to the first content token
 * @param requestBytes of the body
 * @param responseBytes of the body
 * @param end how it ended
 */
public record RequestRecord(
    String requestId,
    Optional<String> keyName,
    String method,
    String endpoint,
    Optional<String> provider,
    Optional<String> model,
    Optional<String> requestedModel,
    int status,
    Optional<String> errorCode,
    List<Attempt> attempts,
    boolean stream,
    TokenCounts tokens,
    Bill bill,
    List<AbandonedRecord> abandoned,
    long latencyMilliseconds,
    OptionalLong upstreamMilliseconds,
    OptionalLong firstTokenMilliseconds,
    long requestBytes,
    long responseBytes,
    RequestEnd end) {

  public RequestRecord {
    attempts = List.copyOf(attempts);
    abandoned = List.copyOf(abandoned);
  }

  public Cost cost() {
    return bill.cost();
  }
}
