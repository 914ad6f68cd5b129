package dev.arobase.upstream;

import dev.arobase.config.Timeouts;
import dev.arobase.exchange.Endpoint;
import dev.arobase.relay.AnswerWatch;
import dev.arobase.relay.BodyWatch;
import dev.arobase.relay.Complaints;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one attempt sends and how it reads the answer.
 *
 * @param target path below the provider's base URL, with its query
 * @param stream whether the client asked for a stream
 * @param passedAsIs the answer is not ours to judge: one without a body may be what was asked for
 * @param onlyCandidate nothing else could answer: a plain answer may then take its time
 * @param watches the watch for an answer with this head
 * @param complaints reads error answers
 */
record UpstreamOrder(
    HttpMethod method,
    String target,
    MultiMap headers,
    Buffer body,
    boolean stream,
    boolean passedAsIs,
    boolean onlyCandidate,
    Function<HttpClientResponse, BodyWatch> watches,
    Complaints complaints) {

  /** For a plain answer with others that could take over, where nobody set a limit. */
  private static final Duration PLAIN_FIRST_BYTE = Duration.ofMinutes(5);

  private static final int NO_CONTENT = 204;
  private static final int RESET_CONTENT = 205;

  /**
   * The client's request as this target gets it.
   *
   * @param headers as they go out
   * @param body with the target's edits
   */
  static UpstreamOrder of(
      OutboundRequest request,
      MultiMap headers,
      Buffer body,
      boolean onlyCandidate,
      Complaints complaints) {
    Endpoint endpoint = request.exchange().endpoint();
    return new UpstreamOrder(
        request.method(),
        request.target(),
        headers,
        body,
        request.stream(),
        endpoint == Endpoint.OTHER,
        onlyCandidate,
        head -> AnswerWatch.of(endpoint, request.dialect(), complaints, head),
        complaints);
  }

  BodyWatch watch(HttpClientResponse head) {
    return watches.apply(head);
  }

  /** Whether an answer with this status can be a good one. */
  boolean isGood(int status) {
    return status >= 200
        && status < 300
        && (passedAsIs || (status != NO_CONTENT && status != RESET_CONTENT));
  }

  /** How long the head may take: a plain answer's first byte comes with its last. */
  Optional<Duration> firstByteLimit(Timeouts timeouts) {
    if (stream || timeouts.firstByteSet()) {
      return timeouts.firstByte();
    }
    return onlyCandidate ? Optional.empty() : Optional.of(PLAIN_FIRST_BYTE);
  }
}
