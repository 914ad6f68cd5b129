package dev.arobase.dialect;

import dev.arobase.wire.StreamReader;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * OpenAI's Responses. Its error event says the same twice, flat as documented and in an {@code
 * error} object, since its clients read one or the other.
 */
public final class ResponsesDialect implements Dialect {

  @Override
  public StreamReader newStreamReader() {
    return new ResponsesStreamReader();
  }

  @Override
  public Buffer errorBody(ErrorReply error) {
    return ErrorJson.object(json -> ErrorJson.writeOpenAiError(json, error));
  }

  @Override
  public Buffer errorEvent(ErrorReply error) {
    Buffer data =
        ErrorJson.object(
            json -> {
              json.writeStringField("type", "error");
              json.writeStringField("code", ErrorJson.wellFormed(error.code()));
              json.writeStringField("message", ErrorJson.wellFormed(error.message()));
              ErrorJson.writeNullable(json, "param", error.param());
              ErrorJson.writeOpenAiError(json, error);
            });
    return ErrorJson.event("event: error\n", data);
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
