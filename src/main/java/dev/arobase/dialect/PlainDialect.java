package dev.arobase.dialect;

import dev.arobase.wire.StreamReader;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Endpoints whose answers the gateway does not understand: errors in OpenAI's shape. */
public final class PlainDialect implements Dialect {

  @Override
  public StreamReader newStreamReader() {
    return new PlainStreamReader();
  }

  @Override
  public Buffer errorBody(ErrorReply error) {
    return ErrorJson.object(json -> ErrorJson.writeOpenAiError(json, error));
  }

  @Override
  public Buffer errorEvent(ErrorReply error) {
    return ErrorJson.event("", errorBody(error));
  }

  @Override
  public Optional<Buffer> closingEvent() {
    return Optional.empty();
  }

  @Override
  public Optional<String> requestIdHeader() {
    return Optional.empty();
  }
}
