package dev.arobase.dialect;

import dev.arobase.wire.StreamReader;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** What differs between the ways in which clients and upstreams talk to each other. */
public interface Dialect {

  /** For the events of one stream. */
  StreamReader newStreamReader();

  /** The body of an error answer. */
  Buffer errorBody(ErrorReply error);

  /** The event that ends a broken stream, its blank line included. */
  Buffer errorEvent(ErrorReply error);

  /** What a stream of this dialect closes with; absent where its last event says so itself. */
  Optional<Buffer> closingEvent();

  /** The response header that repeats the request id, beside {@code x-request-id}. */
  Optional<String> requestIdHeader();
}
