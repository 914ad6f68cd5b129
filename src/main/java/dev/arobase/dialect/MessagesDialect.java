package dev.arobase.dialect;

import dev.arobase.wire.StreamReader;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Anthropic's Messages. */
public final class MessagesDialect implements Dialect {

  @Override
  public StreamReader newStreamReader() {
    return new MessagesStreamReader();
  }

  @Override
  public Buffer errorBody(ErrorReply error) {
    return ErrorJson.object(
        json -> {
          json.writeStringField("type", "error");
          json.writeObjectFieldStart("error");
          json.writeStringField("type", type(error));
          json.writeStringField("message", ErrorJson.wellFormed(error.message()));
          json.writeStringField("code", ErrorJson.wellFormed(error.code()));
          if (error.metadata().isPresent()) {
            json.writeFieldName("metadata");
            json.writeRawValue(error.metadata().get());
          }
          json.writeEndObject();
          json.writeStringField("request_id", ErrorJson.wellFormed(error.requestId()));
        });
  }

  // The words of this dialect, by which its clients decide: four are the gateway's own families.
  private static String type(ErrorReply error) {
    return switch (error.family()) {
      case INVALID_REQUEST, AUTHENTICATION, NOT_FOUND, RATE_LIMIT -> error.family().word();
      case UPSTREAM, GATEWAY ->
          switch (error.status()) {
            case 503, 529 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> "api_error";
          };
    };
  }

  @Override
  public Buffer errorEvent(ErrorReply error) {
    return ErrorJson.event("event: error\n", errorBody(error));
  }

  @Override
  public Optional<String> requestIdHeader() {
    return Optional.of("request-id");
  }
}
