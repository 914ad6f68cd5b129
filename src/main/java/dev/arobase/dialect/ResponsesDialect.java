package dev.arobase.dialect;

import dev.arobase.wire.StreamReader;
import io.vertx.core.buffer.Buffer;

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
}
