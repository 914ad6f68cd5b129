package dev.arobase.ingress;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.arobase.dialect.ErrorReply;
import dev.arobase.exchange.AnswerRules;
import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.Exchange;
import dev.arobase.exchange.FailedAttempt;
import dev.arobase.exchange.FailureAnswer;
import dev.arobase.observe.AttemptList;
import dev.arobase.wire.ResponseHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Failed attempts as an error that a dialect can write, with the list of attempts as its metadata.
 */
final class FailureReplies {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int TOO_MANY_REQUESTS = 429;

  private FailureReplies() {}

  /**
   * @param clientKey whether the last attempt was made with a key or at a host of the client's own
   */
  static FailureAnswer answer(Exchange exchange, List<FailedAttempt> failures, boolean clientKey) {
    boolean messages = exchange.endpoint().dialect().equals(Endpoint.MESSAGES.dialect());
    return FailureAnswer.of(failures, new AnswerRules(clientKey, messages));
  }

  static ErrorReply reply(Exchange exchange, FailureAnswer answer) {
    return new ErrorReply(
        answer.status(),
        answer.family(),
        answer.code(),
        answer.message(),
        answer.param(),
        Optional.of(metadata(exchange, answer)),
        exchange.requestId());
  }

  static void setHeaders(MultiMap headers, FailureAnswer answer) {
    if (answer.status() != TOO_MANY_REQUESTS) {
      // An upstream's own wait; with another status the gateway says its own.
      headers.remove(ResponseHeaders.RETRY_AFTER_MS);
    }
    answer
        .retryAfter()
        .map(Duration::toSeconds)
        .ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    answer.shouldRetry().ifPresent(word -> headers.set("x-should-retry", Boolean.toString(word)));
  }

  private static String metadata(Exchange exchange, FailureAnswer answer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("provider", answer.provider());
      if (answer.upstreamType().isPresent()) {
        json.writeStringField("upstream_type", answer.upstreamType().get());
      }
      AttemptList.write(json, exchange.attempts());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter failed", e);
    }
    return text.toString();
  }
}
