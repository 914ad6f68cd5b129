package dev.arobase.mock;

import static dev.arobase.mock.MockClient.MAPPER;
import static dev.arobase.mock.MockClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MockProviderTest {
  private static final String TOOLS =
      """
      "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object",
      "properties":{"city":{"type":"string"},"unit":{"type":"string","enum":["celsius","kelvin"]},
      "days":{"type":"integer","minimum":3},"flags":{"type":"array","items":{"type":"boolean"}}}}}},
      {"type":"function","function":{"name":"other"}}]\
      """;
  private static final String ARGUMENTS =
      "{\"city\":\"example\",\"unit\":\"celsius\",\"days\":3,\"flags\":[true]}";

  private static Vertx vertx;
  private static MockClient client;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    client = new MockClient(MockProvider.start(vertx).await(20, TimeUnit.SECONDS).baseUrl());
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void echoRepeatsTheLastUserMessageWithUsage() throws Exception {
    JsonNode answer =
        json(
            client.chat(
                """
                {"model":"echo","messages":[{"role":"user","content":"first"},
                {"role":"assistant","content":"no"},{"role":"user","content":"one two three"}]}\
                """));
    assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("one two three");
    assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(answer.at("/object").asText()).isEqualTo("chat.completion");
    assertThat(answer.at("/usage"))
        .hasToString("{\"prompt_tokens\":5,\"completion_tokens\":3,\"total_tokens\":8}");
  }

  @Test
  void echoReadsTheTextPartsOfAContentList() throws Exception {
    JsonNode answer =
        json(
            client.chat(
                """
                {"model":"echo","messages":[{"role":"user","content":[{"type":"text","text":"look"},
                {"type":"image_url","image_url":{"url":"data:,"}}]}]}\
                """));
    assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("look");
  }

  @Test
  void echoStopsAtTheTokenLimitAndSaysSo() throws Exception {
    JsonNode answer =
        json(
            client.chat(
                """
                {"model":"echo","max_tokens":2,"messages":[{"role":"user","content":"a b c d"}]}\
                """));
    assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("a b ");
    assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(2);
  }

  @Test
  void aStreamComesTokenByTokenAndPutTogetherIsTheText() throws Exception {
    List<JsonNode> events =
        client.events(
            """
            {"model":"echo","stream":true,"messages":[{"role":"user","content":"héllo wörld 😀 end"}]}\
            """);
    assertThat(events.getFirst().at("/choices/0/delta/role").asText()).isEqualTo("assistant");
    assertThat(events.stream().map(event -> event.at("/choices/0/delta/content").asText()))
        .containsExactly("", "héllo ", "wörld ", "😀 ", "end", "");
    JsonNode last = events.getLast();
    assertThat(last.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(last.at("/usage/completion_tokens").asInt()).isEqualTo(4);
  }

  @Test
  void theUsageIsAChunkOfItsOwnWhenAsked() throws Exception {
    List<JsonNode> events =
        client.events(
            """
            {"model":"echo","stream":true,"stream_options":{"include_usage":true},
            "messages":[{"role":"user","content":"x"}]}\
            """);
    assertThat(events.getLast().at("/choices").isEmpty()).isTrue();
    assertThat(events.getLast().at("/usage/total_tokens").asInt()).isEqualTo(2);
    assertThat(events.stream().filter(event -> event.has("usage"))).hasSize(1);
  }

  @Test
  void loremSaysExactlyAsManyWordsAsTheLimit() throws Exception {
    JsonNode answer = json(client.chat("{\"model\":\"lorem\",\"max_tokens\":17,\"messages\":[]}"));
    assertThat(answer.at("/choices/0/message/content").asText().split(" ", -1)).hasSize(17);
    assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(17);
    assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
  }

  @Test
  void toolsCallsTheFirstToolWithArgumentsThatFitItsSchema() throws Exception {
    JsonNode choice =
        json(client.chat("{\"model\":\"tools\",\"messages\":[]," + TOOLS + "}")).at("/choices/0");
    assertThat(choice.at("/finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(choice.at("/message/content").isNull()).isTrue();
    assertThat(choice.at("/message/tool_calls/0/function/name").asText()).isEqualTo("weather");
    assertThat(choice.at("/message/tool_calls/0/function/arguments").asText()).isEqualTo(ARGUMENTS);
    assertThat(choice.at("/message/tool_calls/0/id").asText()).isNotEmpty();
  }

  @Test
  void aToolCallIsStreamedNameFirstThenItsArgumentsInPieces() throws Exception {
    List<JsonNode> events =
        client.events("{\"model\":\"tools\",\"stream\":true,\"messages\":[]," + TOOLS + "}");
    String call = "/choices/0/delta/tool_calls/0/function/";
    assertThat(events.getFirst().at(call + "name").asText()).isEqualTo("weather");
    StringBuilder arguments = new StringBuilder();
    events.forEach(event -> arguments.append(event.at(call + "arguments").asText()));
    assertThat(arguments).hasToString(ARGUMENTS);
    assertThat(events.size()).isGreaterThan(4);
    assertThat(events.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
  }

  @Test
  void aToolThatTheChoiceNamesIsTheOneCalled() throws Exception {
    String choice = "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"other\"}},";
    JsonNode answer =
        json(client.chat("{\"model\":\"tools\",\"messages\":[]," + choice + TOOLS + "}"));
    JsonNode called = answer.at("/choices/0/message/tool_calls/0/function");
    assertThat(called).hasToString("{\"name\":\"other\",\"arguments\":\"{}\"}");
  }

  @Test
  void toolsEndsALoopOfCallsOnceItHasAResult() throws Exception {
    String result = "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"18 degrees\"}";
    JsonNode answer =
        json(client.chat("{\"model\":\"tools\",\"messages\":[" + result + "]," + TOOLS + "}"));
    assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(answer.at("/choices/0/message/content").asText()).contains("18 degrees");
  }

  @Test
  void error429NamesAWaitOfOneSecond() throws Exception {
    HttpResponse<String> response = client.chat("{\"model\":\"error-429\",\"messages\":[]}");
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("retry-after")).hasValue("1");
    assertThat(MAPPER.readTree(response.body()).at("/error/code").asText())
        .isEqualTo("rate_limit_exceeded");
  }

  @Test
  void error500HasTheEnvelope() throws Exception {
    HttpResponse<String> response = client.chat("{\"model\":\"error-500\",\"messages\":[]}");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(MAPPER.readTree(response.body()).at("/error/message").asText()).isNotEmpty();
  }

  @Test
  void completionsAnswersInItsOwnShape() throws Exception {
    JsonNode answer =
        json(client.post("completions", "{\"model\":\"echo\",\"prompt\":\"say this\"}"));
    assertThat(answer.at("/object").asText()).isEqualTo("text_completion");
    assertThat(answer.at("/choices/0/text").asText()).isEqualTo("say this");
    assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(2);
    String stream =
        client
            .post("completions", "{\"model\":\"echo\",\"stream\":true,\"prompt\":\"say this\"}")
            .body();
    assertThat(stream).contains("\"text\":\"say \"").endsWith("data: [DONE]\n\n");
  }

  @Test
  void embeddingsAreTheSameForTheSameTextAndOfLengthOne() throws Exception {
    JsonNode answer =
        json(client.post("embeddings", "{\"model\":\"echo\",\"input\":[\"a\",\"b\",\"a\"]}"));
    assertThat(answer.at("/data")).hasSize(3);
    assertThat(answer.at("/data/0/embedding")).isEqualTo(answer.at("/data/2/embedding"));
    assertThat(answer.at("/data/0/embedding")).isNotEqualTo(answer.at("/data/1/embedding"));
    double squares = 0;
    for (JsonNode number : answer.at("/data/1/embedding")) {
      squares += number.asDouble() * number.asDouble();
    }
    assertThat(squares).isBetween(0.999, 1.001);
    assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(3);
  }

  @Test
  void embeddingsComeAsBase64AndInTheWantedSize() throws Exception {
    JsonNode answer =
        json(
            client.post(
                "embeddings",
                """
                {"model":"echo","input":"a","dimensions":3,"encoding_format":"base64"}\
                """));
    byte[] bytes = Base64.getDecoder().decode(answer.at("/data/0/embedding").asText());
    assertThat(bytes).hasSize(12);
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat())
        .isEqualTo(Embedding.vector("a", 3)[0]);
  }

  @Test
  void theListNamesEveryModel() throws Exception {
    assertThat(json(client.get("models")).at("/data").findValuesAsText("id"))
        .containsExactly(
            "echo", "lorem", "tools", "slow", "error-429", "error-500", "cut", "stall");
    assertThat(json(client.get("models/echo")).at("/id").asText()).isEqualTo("echo");
    assertThat(client.get("models/nope").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"model\":1,}", "{\"model\":\"echo\"}x"})
  void whatIsNoJsonObjectIsRefused(String body) throws Exception {
    assertThat(client.chat(body).statusCode()).isEqualTo(400);
  }

  @Test
  void unknownModelsAndPathsAreRefusedInTheEnvelope() throws Exception {
    assertThat(client.chat("{\"model\":\"gpt-4o\"}").statusCode()).isEqualTo(404);
    HttpResponse<String> response = client.post("nothing", "{}");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(MAPPER.readTree(response.body()).at("/error/code").asText()).isEqualTo("not_found");
  }
}
