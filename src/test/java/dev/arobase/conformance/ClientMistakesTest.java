package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.AnswerEnd;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Gateway;
import dev.arobase.support.Headers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that asks wrongly is told so, and no upstream hears of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientMistakesTest {
  private final World world = World.plan().custom("own", "m").start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @Test
  void aCommentInTheJsonNamesItsLineAndColumn() {
    ClientAnswer answer =
        world.send(
            ClientRequest.chat(
                "{\n  \"model\": \"@own/m\",\n  // a comment\n  \"messages\": []\n}"));
    JsonNode error = Verdicts.error(answer, 400, "invalid_json");
    assertThat(error.path("message").asText())
        .containsIgnoringCase("line")
        .containsIgnoringCase("column")
        .contains("3");
    assertNobodyHeard();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"model\":\"@own/m\",}",
        "{\"model\":\"@own/m\"} x",
        "{\"model\":\"@own/m\",\"t\":NaN}",
        "{'model':'@own/m'}",
        "not json",
        "{\"model\":\"@own/m\",\"messages\":[01]}",
        "\ufeff{\"model\":\"@own/m\",\"messages\":[]}"
      })
  void whatIsNoJson(String body) {
    Verdicts.error(world.send(ClientRequest.chat(body)), 400, "invalid_json");
    assertNobodyHeard();
  }

  @Test
  void bytesThatAreNoUtf8() {
    byte[] body =
        "{\"model\":\"@own/m\",\"messages\":[\"\u00e9\"]}".getBytes(StandardCharsets.ISO_8859_1);
    Verdicts.error(
        world.send(ClientRequest.post("/v1/chat/completions", body)), 400, "invalid_json");
    assertNobodyHeard();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "7", "\"text\"", "{\"model\":7}", "{\"model\":[]}"})
  void jsonThatIsNoRequest(String body) {
    Verdicts.envelope(world.send(ClientRequest.chat(body)), 400);
    assertNobodyHeard();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"messages\":[]}", "{\"Model\":\"@own/m\"}"})
  void noModel(String body) {
    Verdicts.error(world.send(ClientRequest.chat(body)), 400, "missing_model");
    assertNobodyHeard();
  }

  @Test
  void twoModels() {
    Verdicts.envelope(
        world.send(ClientRequest.chat("{\"model\":\"@own/m\",\"model\":\"@own/n\"}")), 400);
    assertNobodyHeard();
  }

  @Test
  void anAbyssOfBrackets() {
    Verdicts.envelope(world.send(ClientRequest.chat("[".repeat(1_000_000))), 400);
    String deep = "{\"model\":\"@own/m\",\"x\":" + "[".repeat(100_000);
    Verdicts.envelope(world.send(ClientRequest.chat(deep)), 400);
    assertNobodyHeard();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nope", "/v2/chat/completions", "/v1/v1/chat/completions", "/chat/completions"})
  void aPathThatDoesNotExist(String path) {
    JsonNode error = Verdicts.error(world.send(ClientRequest.post(path, "{}")), 404, "not_found");
    assertThat(error.path("type").asText()).isEqualTo("not_found_error");
    assertNobodyHeard();
  }

  @Test
  void aMethodThatIsNotAllowed() {
    ClientAnswer answer = world.send(ClientRequest.get("/v1/chat/completions"));
    Verdicts.error(answer, 405, "method_not_allowed");
    assertThat(answer.header("allow")).contains("POST");
    assertNobodyHeard();
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsSent() {
    ClientRequest request =
        new ClientRequest(
            "POST",
            "/v1/chat/completions",
            Headers.of("Content-Type", "application/json", "Content-Length", "40000000"),
            new byte[0]);
    try (ClientConnection connection = world.begin(request)) {
      assertThat(connection.head()).isEqualTo(413);
    }
    assertNobodyHeard();
  }

  @Test
  void aChunkedBodyThatGrowsTooLargeIsRefused() {
    byte[] body = new byte[40 << 20];
    java.util.Arrays.fill(body, (byte) ' ');
    StringBuilder chunks = new StringBuilder();
    String chunk = " ".repeat(1 << 20);
    for (int i = 0; i < 40; i++) {
      chunks.append("100000\r\n").append(chunk).append("\r\n");
    }
    ClientRequest request = ClientRequest.chat(chunks.append("0\r\n\r\n").toString());
    try (ClientConnection connection =
        world.begin(request.header("Transfer-Encoding", "chunked"))) {
      assertThat(connection.head()).isEqualTo(413);
    }
    assertNobodyHeard();
  }

  @Test
  void headersThatAreTooLarge() {
    ClientAnswer answer =
        world.send(Gateway.chat("@own/m", false).header("X-Long", "a".repeat(200_000)));
    assertThat(answer.status()).isEqualTo(431);
    assertNobodyHeard();
  }

  @Test
  void aLongTokenIsNotTooLarge() {
    Verdicts.good(world.send(Gateway.chat("@own/m", false).header("X-Long", "a".repeat(30_000))));
  }

  @Test
  void aBodyOfAnotherType() {
    ClientRequest request =
        new ClientRequest(
            "POST",
            "/v1/chat/completions",
            Headers.of("Content-Type", "text/xml"),
            "<model/>".getBytes(StandardCharsets.UTF_8));
    ClientAnswer answer = world.send(request);
    assertThat(answer.status()).isIn(400, 415);
    assertThat(answer.error().path("code").asText())
        .isEqualTo(answer.status() == 415 ? "unsupported_media_type" : "invalid_json");
    assertNobodyHeard();
  }

  @Test
  void theConnectionServesAfterAMistake() {
    try (ClientConnection connection = world.gateway().open()) {
      for (int i = 0; i < 3; i++) {
        ClientAnswer wrong =
            connection.exchange(world.gateway().authorized(ClientRequest.chat("{")));
        Verdicts.error(wrong, 400, "invalid_json");
        Verdicts.good(
            connection.exchange(world.gateway().authorized(Gateway.chat("@own/m", i % 2 == 0))));
      }
    }
  }

  @Test
  void requestsSentWithoutWaitingAreAnsweredInOrder() {
    try (ClientConnection connection = world.gateway().open()) {
      byte[] one =
          world.gateway().authorized(Gateway.chat("@own/one", false)).wire(world.gateway().port());
      byte[] two =
          world.gateway().authorized(Gateway.chat("@own/two", true)).wire(world.gateway().port());
      byte[] both = java.util.Arrays.copyOf(one, one.length + two.length);
      System.arraycopy(two, 0, both, one.length, two.length);
      ClientAnswer first = connection.sendBytes(both).rest();
      ClientAnswer second = connection.sendBytes(new byte[0]).rest();
      assertThat(first.header("x-arobase-model")).isEqualTo("one");
      assertThat(second.header("x-arobase-model")).isEqualTo("two");
      assertThat(second.done()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\n"
            + "Host: a\r\n"
            + "Content-Length: 5\r\n"
            + "Content-Length: 6\r\n\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void whatIsNoHttpIsAnsweredOrClosedButNeverForwarded(String bytes) {
    try (ClientConnection connection = world.gateway().open().patience(15_000)) {
      ClientAnswer answer = connection.sendText(bytes).rest();
      assertThat(answer.end()).isNotEqualTo(AnswerEnd.TIMEOUT);
      assertThat(answer.status()).isNotEqualTo(200);
    }
    assertNobodyHeard();
  }

  private void assertNobodyHeard() {
    assertThat(world.upstream().requestCount()).isZero();
  }
}
