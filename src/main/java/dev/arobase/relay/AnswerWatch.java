package dev.arobase.relay;

import dev.arobase.dialect.Dialect;
import dev.arobase.exchange.Endpoint;
import io.vertx.core.http.HttpClientResponse;
import java.util.Locale;
import java.util.Optional;

/**
 * Which watch an answer gets: its own content type says whether it is a stream, not what the client
 * had asked for.
 */
public final class AnswerWatch {
  private AnswerWatch() {}

  public static BodyWatch of(
      Endpoint endpoint, Dialect dialect, Complaints complaints, HttpClientResponse head) {
    Optional<String> type =
        Optional.ofNullable(head.getHeader("content-type"))
            .map(value -> value.toLowerCase(Locale.ROOT).strip());
    if (type.filter(AnswerWatch::isEventStream).isPresent()) {
      return new StreamWatch(complaints, dialect, head.statusCode());
    }
    if (endpoint == Endpoint.OTHER) {
      return new RawWatch();
    }
    return new PlainWatch(complaints, endpoint, head.statusCode(), type);
  }

  /** Whether this content type is that of a stream of events. */
  public static boolean isEventStream(String contentType) {
    return contentType.startsWith("text/event-stream");
  }
}
