package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.AnswerEnd;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Eventually;
import dev.arobase.support.Headers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every path answers every method, and one that leads nowhere says where to go. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathsTest {
  private final World world = World.plan().custom("own", "org/m").start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private ClientAnswer send(String method, String target) {
    return world.send(new ClientRequest(method, target, Headers.of(), new byte[0]));
  }

  @Test
  void aRequestWithoutAModelAddsNoModelToTheMetrics() {
    send("GET", "/v1/models");
    String seen = "arobase_requests_total{endpoint=\"other\",model=\"other\",provider=\"none\"";
    assertThat(
            Eventually.holds(
                Duration.ofSeconds(20), () -> send("GET", "/metrics").text().contains(seen)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/health", "/livez", "/readyz", "/metrics", "/v1/models", "/v1/providers"})
  void aHeadIsAnsweredLikeAGetWithoutItsBody(String path) {
    ClientAnswer get = send("GET", path);
    ClientAnswer head = send("HEAD", path);
    assertThat(head.status()).isEqualTo(get.status());
    assertThat(head.header("content-type")).isEqualTo(get.header("content-type"));
    assertThat(head.body()).isEmpty();
    assertThat(head.end()).isEqualTo(AnswerEnd.COMPLETE);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /health, GET",
    "DELETE, /metrics, GET",
    "PUT, /, GET",
    "POST, /v1/models, GET",
    "DELETE, /v1/models/org%2Fm, GET",
    "GET, /v1/explain, POST",
    "HEAD, /v1/chat/completions, POST",
    "PROPFIND, /v1/embeddings, POST",
    "GET, /@own/openai/v1/chat/completions, POST"
  })
  void anotherMethodIsToldTheRightOnes(String method, String path, String allowed) {
    ClientAnswer answer = send(method, path);
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).contains(allowed);
  }

  @Test
  void theServerAsAWholeMayBeAskedForItsOptions() {
    ClientAnswer answer = send("OPTIONS", "*");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("allow")).contains("POST");
    Verdicts.error(send("GET", "*"), 400, "bad_request");
  }

  @ParameterizedTest
  @CsvSource({
    "/chat/completions, /v1/chat/completions",
    "/models/org/m, /v1/models/org/m",
    "/openai/embeddings, /openai/v1/embeddings",
    "/@own/responses, /@own/v1/responses"
  })
  void aMissingVersionIsNamed(String path, String meant) {
    JsonNode error = Verdicts.error(world.send(ClientRequest.post(path, "{}")), 404, "not_found");
    assertThat(error.path("message").asText()).contains(meant).contains("missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/v1/models", "/openai/v1/v1/chat/completions", "/@own/v1/v1/files"})
  void aDoubledVersionIsNamed(String path) {
    JsonNode error = Verdicts.error(world.send(ClientRequest.post(path, "{}")), 404, "not_found");
    assertThat(error.path("message").asText()).contains("twice");
    assertThat(world.site("own").requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/models/org/m",
        "/v1/models/org%2Fm",
        "/openai/v1/models/org%2fm",
        "/api/v1/models/%6Frg/m"
      })
  void aModelIsFoundWithItsSlashRawOrEscaped(String path) {
    ClientAnswer answer = send("GET", path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("id").asText()).isEqualTo("org/m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?q=%ZZ", "?%", "?max_price=%e4%", "?q=%C3%28&&=&a", "?provider=%00"})
  void aQueryThatIsEscapedWronglyIsTakenAsItStands(String query) {
    ClientAnswer answer = send("GET", "/v1/models" + query);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("data").isArray()).isTrue();
  }

  @Test
  void anAnthropicClientReadsErrorsOfTheListInItsOwnShape() {
    ClientAnswer answer =
        world.send(ClientRequest.get("/v1/models/none").header("anthropic-version", "2023-06-01"));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("type").asText()).isEqualTo("error");
    assertThat(answer.json().path("error").path("type").asText()).isEqualTo("not_found_error");
    assertThat(answer.json().path("request_id").asText())
        .isEqualTo(answer.header("request-id"))
        .isEqualTo(answer.header("x-request-id"));
    Verdicts.error(send("GET", "/v1/models/none"), 404, "model_not_found");
  }

  @Test
  void aPathWhoseProviderHasNoNameLeadsNowhere() {
    Verdicts.error(
        world.send(ClientRequest.post("/@/v1/chat/completions", "{\"model\":\"org/m\"}")),
        404,
        "not_found");
    assertThat(world.site("own").requests()).isEmpty();
    Verdicts.good(
        world.send(ClientRequest.post("/%40own/v1/chat/completions", "{\"model\":\"org/m\"}")),
        "hello from own");
  }

  @Test
  void anUpgradeToHttp2IsPassedOverWhateverTheBodysSize() {
    for (int size : new int[] {0, 100, 1_000_000}) {
      String body = "{\"model\":\"@own/org/m\",\"messages\":[],\"x\":\"" + "y".repeat(size) + "\"}";
      ClientRequest chat =
          ClientRequest.chat(body)
              .header("Connection", "Upgrade, HTTP2-Settings")
              .header("Upgrade", "h2c")
              .header("HTTP2-Settings", "AAMAAABkAAQCAAAAAAIAAAAA");
      world.reset();
      assertThat(world.send(chat).status()).isEqualTo(200);
      assertThat(world.site("own").await(1).body()).hasSize(body.length() - "@own/".length());
    }
  }
}
