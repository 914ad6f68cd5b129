package dev.arobase.dialect;

import dev.arobase.wire.StreamReader;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** What differs between the ways in which clients and upstreams talk to each other. */
public interface Dialect {

  /** For the events of one stream. */
  StreamReader newStreamReader();

  /** The body of an error answer: OpenAI's, which most dialects share. */
  default Buffer errorBody(ErrorReply error) {
    return ErrorJson.object(json -> ErrorJson.writeOpenAiError(json, error));
  }

  /**
   * The event that ends a broken stream, its blank line included: the error's body without a name
   * where the dialect's own events have none.
   */
  default Buffer errorEvent(ErrorReply error) {
    return ErrorJson.event("", errorBody(error));
  }

  /** What a stream of this dialect closes with; absent where its last event says so itself. */
  default Optional<Buffer> closingEvent() {
    return Optional.empty();
  }

  /** The response header that repeats the request id, beside {@code x-request-id}. */
  default Optional<String> requestIdHeader() {
    return Optional.empty();
  }
}
