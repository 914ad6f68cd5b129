package dev.arobase.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.exchange.ErrorFamily;
import dev.arobase.wire.EventFacts;
import dev.arobase.wire.EventFacts.Kind;
import dev.arobase.wire.StreamReader;
import dev.arobase.wire.UpstreamError;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatDialectTest {

  private final ChatDialect dialect = new ChatDialect();
  private final StreamReader reader = dialect.newStreamReader();

  private EventFacts read(String data) {
    return read("", data);
  }

  private EventFacts read(String name, String data) {
    byte[] bytes = ("data: " + data).getBytes(StandardCharsets.UTF_8);
    return reader.read(name, bytes, 6, bytes.length);
  }

  private Kind kindOfDelta(String delta) {
    return read("{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}").kind();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"content\":\"a\"}",
        "{\"content\":\" \"}",
        "{\"role\":\"assistant\",\"content\":\"a\"}",
        "{\"content\":[{\"type\":\"text\"}]}",
        "{\"reasoning_content\":\"a\"}",
        "{\"reasoning\":\"a\"}",
        "{\"reasoning_details\":[{}]}",
        "{\"tool_calls\":[{\"index\":0}]}",
        "{\"function_call\":{\"name\":\"f\"}}",
        "{\"refusal\":\"no\"}",
        "{\"audio\":{\"id\":\"x\"}}",
        "{\"anything\":7}"
      })
  void aDeltaThatSaysSomethingIsContent(String delta) {
    assertThat(kindOfDelta(delta)).isEqualTo(Kind.CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "{\"role\":\"assistant\"}",
        "{\"role\":\"assistant\",\"content\":\"\"}",
        "{\"role\":\"assistant\",\"content\":null,\"refusal\":null}",
        "{\"tool_calls\":[ ]}",
        "{\"function_call\":{ }}",
        "{\"audio\":null,\"flag\":false}"
      })
  void aDeltaThatSaysNothingIsNone(String delta) {
    assertThat(kindOfDelta(delta)).isEqualTo(Kind.OTHER);
  }

  @Test
  void textAndAFinishReasonAreContent() {
    assertThat(read("{\"choices\":[{\"text\":\"a\",\"finish_reason\":null}]}").kind())
        .isEqualTo(Kind.CONTENT);
    assertThat(read("{\"choices\":[{\"text\":\"\",\"finish_reason\":null}]}").kind())
        .isEqualTo(Kind.OTHER);
    assertThat(read("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}").kind())
        .isEqualTo(Kind.CONTENT);
  }

  @Test
  void aStreamIsFinishedWhenEveryChoiceIs() {
    assertThat(reader.finished()).isFalse();
    read("{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}");
    read("{\"choices\":[{\"index\":2,\"delta\":{\"role\":\"assistant\"}}]}");
    read("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
    assertThat(reader.finished()).isFalse();
    read("{\"choices\":[{\"finish_reason\":\"length\",\"index\":2}]}");
    assertThat(reader.finished()).isTrue();
  }

  @Test
  void theLastUsageCounts() {
    assertThat(read("{\"choices\":[],\"usage\":null}").kind()).isEqualTo(Kind.OTHER);
    read("{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":1}}");
    assertThat(read("{\"choices\":[],\"usage\":{\"prompt_tokens\":3}}").kind())
        .isEqualTo(Kind.USAGE_ONLY);
    read("{\"choices\":[],\"usage\":null}");
    assertThat(reader.usage().orElseThrow().prompt()).hasValue(3);
  }

  @Test
  void groqsPlaceForUsageIsKnown() {
    EventFacts facts =
        read(
            "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"x_groq\":{\"id\":\"r\",\"usage\":{\"completion_tokens\":9}}}");
    assertThat(facts.kind()).isEqualTo(Kind.CONTENT);
    assertThat(reader.usage().orElseThrow().completion()).hasValue(9);
  }

  @Test
  void theMarkerEndsIt() {
    assertThat(read("[DONE]").kind()).isEqualTo(Kind.DONE);
    assertThat(read(" [DONE] ").kind()).isEqualTo(Kind.DONE);
    assertThat(reader.finished()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "{\"a\":1}}", "hello", "[DONE", "{\"choices\":[}", "12", "{\"a\":NaN}"})
  void whatIsNotAnEventIsMalformed(String data) {
    assertThat(read(data).kind()).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void anErrorBeatsWhatStandsBesideIt() {
    EventFacts facts =
        read(
            "{\"id\":\"c\",\"error\":{\"code\":502,\"message\":\"gone\"},\"choices\":[{\"index\":0,"
                + "\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}");
    assertThat(facts.kind()).isEqualTo(Kind.ERROR);
    UpstreamError error = facts.error().orElseThrow();
    assertThat(error.message()).isEqualTo("gone");
    assertThat(error.status()).hasValue(502);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":\"m\"}",
        "{\"object\":\"error\",\"message\":\"m\"}",
        "[{\"error\":{\"message\":\"m\"}}]",
        "{\"x_groq\":{\"error\":\"m\"},\"error\":\"m\"}"
      })
  void everyShapeOfErrorIsSeen(String data) {
    assertThat(read(data).error().orElseThrow().message()).isEqualTo("m");
  }

  @Test
  void anEventNamedErrorIsOne() {
    assertThat(read("error", "{\"message\":\"m\"}").error().orElseThrow().message()).isEqualTo("m");
    assertThat(read("error", "\"m\"").kind()).isEqualTo(Kind.ERROR);
  }

  @Test
  void anErrorThatIsNullIsNone() {
    assertThat(read("{\"error\":null,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}").kind())
        .isEqualTo(Kind.CONTENT);
  }

  @Test
  void theErrorBodyIsOpenAis() {
    ErrorReply reply =
        new ErrorReply(
            502,
            ErrorFamily.UPSTREAM,
            "upstream_error",
            "a \"b\"\n\ud800",
            Optional.empty(),
            Optional.of("{\"provider\":\"p\",\"attempts\":[]}"),
            "r1");
    JsonObject body = dialect.errorBody(reply).toJsonObject();
    assertThat(body.fieldNames()).containsExactly("error");
    JsonObject error = body.getJsonObject("error");
    assertThat(error.getString("message")).isEqualTo("a \"b\"\n?");
    assertThat(error.getString("type")).isEqualTo("upstream_error");
    assertThat(error.getString("code")).isEqualTo("upstream_error");
    assertThat(error.containsKey("param")).isTrue();
    assertThat(error.getValue("param")).isNull();
    assertThat(error.getJsonObject("metadata").getString("provider")).isEqualTo("p");
    String event = dialect.errorEvent(reply).toString();
    assertThat(event).startsWith("data: {\"error\":{").endsWith("}\n\n");
    assertThat(event.strip()).doesNotContain("\n");
    assertThat(read(event.substring(6).strip()).kind()).isEqualTo(Kind.ERROR);
    assertThat(dialect.closingEvent().orElseThrow().toString()).isEqualTo("data: [DONE]\n\n");
  }
}
