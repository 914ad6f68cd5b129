package dev.arobase.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.exchange.ErrorFamily;
import dev.arobase.wire.EventFacts.Kind;
import dev.arobase.wire.StreamReader;
import dev.arobase.wire.Usage;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherDialectsTest {

  private static Kind kind(StreamReader reader, String name, String data) {
    byte[] bytes = ("##" + data).getBytes(StandardCharsets.UTF_8);
    return reader.read(name, bytes, 2, bytes.length).kind();
  }

  private static ErrorReply reply(int status, ErrorFamily family) {
    return new ErrorReply(
        status, family, "some_code", "what", Optional.of("model"), Optional.empty(), "r1");
  }

  @Nested
  class Responses {
    private final StreamReader reader = new ResponsesDialect().newStreamReader();

    @ParameterizedTest
    @CsvSource({
      "response.created, OTHER",
      "response.in_progress, OTHER",
      "response.output_item.added, CONTENT",
      "response.content_part.added, OTHER",
      "response.output_text.delta, CONTENT",
      "response.reasoning_summary_text.delta, CONTENT",
      "response.function_call_arguments.delta, CONTENT",
      "response.completed, DONE",
      "response.incomplete, DONE",
      "response.failed, ERROR",
      "error, ERROR"
    })
    void typesDecide(String type, Kind kind) {
      assertThat(kind(reader, "", "{\"sequence_number\":1,\"type\":\"" + type + "\"}"))
          .isEqualTo(kind);
    }

    @Test
    void theEndBringsUsage() {
      assertThat(reader.finished()).isFalse();
      kind(
          reader,
          "response.completed",
          "{\"response\":{\"error\":null,\"output\":[{\"usage\":{\"input_tokens\":9}}],"
              + "\"usage\":{\"input_tokens\":5,\"output_tokens\":2}},\"type\":\"response.completed\"}");
      assertThat(reader.finished()).isTrue();
      assertThat(reader.usage().flatMap(usage -> Optional.of(usage.total())).orElseThrow())
          .hasValue(7);
    }

    @Test
    void aFailureSaysWhy() {
      byte[] data =
          ("{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":"
                  + "{\"code\":\"server_error\",\"message\":\"m\"}}}")
              .getBytes(StandardCharsets.UTF_8);
      assertThat(reader.read("", data, 0, data.length).error().orElseThrow().code())
          .contains("server_error");
      assertThat(reader.finished()).isFalse();
      byte[] flat =
          "{\"type\":\"error\",\"code\":\"c\",\"message\":\"m\"}".getBytes(StandardCharsets.UTF_8);
      assertThat(reader.read("error", flat, 0, flat.length).error().orElseThrow().code())
          .contains("c");
    }

    @Test
    void theErrorEventHasItsType() {
      String event = new ResponsesDialect().errorEvent(reply(502, ErrorFamily.UPSTREAM)).toString();
      assertThat(event).startsWith("event: error\ndata: {").endsWith("}\n\n");
      JsonObject data = new JsonObject(event.substring("event: error\ndata: ".length()));
      assertThat(data.getString("type")).isEqualTo("error");
      assertThat(data.getString("message")).isEqualTo("what");
      assertThat(data.getString("code")).isEqualTo("some_code");
      assertThat(data.getString("param")).isEqualTo("model");
      assertThat(data.getJsonObject("error").getString("type")).isEqualTo("upstream_error");
    }

    @Test
    void itsBodyIsOpenAis() {
      assertThat(
              new ResponsesDialect()
                  .errorBody(reply(404, ErrorFamily.NOT_FOUND))
                  .toJsonObject()
                  .getJsonObject("error")
                  .getString("type"))
          .isEqualTo("not_found_error");
    }
  }

  @Nested
  class Messages {
    private final StreamReader reader = new MessagesDialect().newStreamReader();

    @ParameterizedTest
    @CsvSource({
      "message_start, OTHER",
      "ping, OTHER",
      "content_block_start, CONTENT",
      "content_block_delta, CONTENT",
      "content_block_stop, OTHER",
      "message_delta, CONTENT",
      "message_stop, DONE",
      "error, ERROR",
      "new_event, OTHER"
    })
    void typesDecide(String type, Kind kind) {
      assertThat(kind(reader, type, "{\"type\":\"" + type + "\"}")).isEqualTo(kind);
    }

    @Test
    void usageIsToldInTwoParts() {
      kind(
          reader,
          "message_start",
          "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":10,"
              + "\"cache_read_input_tokens\":4,\"output_tokens\":1}}}");
      kind(
          reader,
          "message_delta",
          "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
              + "\"usage\":{\"output_tokens\":25}}");
      Usage usage = reader.usage().orElseThrow();
      assertThat(usage.prompt()).hasValue(14);
      assertThat(usage.cachedRead()).hasValue(4);
      assertThat(usage.completion()).hasValue(25);
      assertThat(reader.finished()).isFalse();
      kind(reader, "message_stop", "{\"type\":\"message_stop\"}");
      assertThat(reader.finished()).isTrue();
    }

    @Test
    void anOverloadedUpstreamIsAnError() {
      byte[] data =
          "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"
              .getBytes(StandardCharsets.UTF_8);
      assertThat(reader.read("error", data, 0, data.length).error().orElseThrow().type())
          .contains("overloaded_error");
    }

    @ParameterizedTest
    @CsvSource({
      "400, INVALID_REQUEST, invalid_request_error",
      "401, AUTHENTICATION, authentication_error",
      "404, NOT_FOUND, not_found_error",
      "429, RATE_LIMIT, rate_limit_error",
      "529, UPSTREAM, overloaded_error",
      "503, GATEWAY, overloaded_error",
      "504, UPSTREAM, timeout_error",
      "502, UPSTREAM, api_error"
    })
    void theEnvelopeIsItsOwn(int status, ErrorFamily family, String type) {
      MessagesDialect dialect = new MessagesDialect();
      JsonObject body = dialect.errorBody(reply(status, family)).toJsonObject();
      assertThat(body.getString("type")).isEqualTo("error");
      assertThat(body.getString("request_id")).isEqualTo("r1");
      assertThat(body.getJsonObject("error").getString("type")).isEqualTo(type);
      assertThat(body.getJsonObject("error").getString("message")).isEqualTo("what");
      assertThat(dialect.errorEvent(reply(status, family)).toString())
          .isEqualTo("event: error\ndata: " + body.encode() + "\n\n");
    }
  }

  @Nested
  class Plain {
    private final StreamReader reader = new PlainDialect().newStreamReader();

    @Test
    void anythingIsContent() {
      assertThat(reader.finished()).isFalse();
      assertThat(kind(reader, "", "not json")).isEqualTo(Kind.CONTENT);
      assertThat(reader.finished()).isTrue();
      assertThat(kind(reader, "", "[DONE]")).isEqualTo(Kind.DONE);
      assertThat(kind(reader, "error", "{\"message\":\"m\"}")).isEqualTo(Kind.ERROR);
    }
  }
}
