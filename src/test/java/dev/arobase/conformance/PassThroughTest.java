package dev.arobase.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.AnswerEnd;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Headers;
import dev.arobase.support.ReceivedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A path that only the upstream knows goes to the provider that was named, as it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PassThroughTest {
  private final World world = World.plan().custom("own", "m").custom("other", "m").start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private static ClientRequest request(String method, String target) {
    return new ClientRequest(method, target, Headers.of(), new byte[0]);
  }

  @Test
  void aGetKeepsItsPathEscapesAndQuery() {
    world.site("own").always(Answer.json("{\"data\":[],\"error\":null}"));
    ClientAnswer answer = world.send(ClientRequest.get("/@own/v1/files/a%2Fb?limit=2&x=%20y+z"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"data\":[],\"error\":null}");
    ReceivedRequest received = world.site("own").only();
    assertThat(received.target())
        .isEqualTo(world.site("own").target("/files/a%2Fb?limit=2&x=%20y+z"));
    assertThat(received.bearer()).contains(World.keyOf("own"));
    assertThat(received.headers().has("content-length")).isFalse();
  }

  @Test
  void theHeaderNamesTheProviderToo() {
    world.site("own").always(Answer.json("{\"deleted\":true}"));
    ClientRequest delete = request("DELETE", "/v1/files/x").header("x-portkey-provider", "@own");
    assertThat(world.send(delete).status()).isEqualTo(200);
    assertThat(world.site("own").only().method()).isEqualTo("DELETE");
  }

  @Test
  void theBodyNamesItAndLosesWhatIsOurs() {
    world.site("own").always(Answer.json("{}"));
    String body = "{\"model\":\"@own/m\", \"n\":1.0, \"portkey_provider\":\"own\"}";
    assertThat(world.send(ClientRequest.post("/v1/fine_tuning/jobs", body)).status())
        .isEqualTo(200);
    assertThat(world.site("own").only().text()).isEqualTo("{\"model\":\"m\", \"n\":1.0}");
  }

  @Test
  void anyBytesPassBothWays() {
    byte[] bytes = {0, (byte) 0xff, '{', '\r', '\n', (byte) 0x80};
    world.site("own").always(Answer.of(200, "text/html", bytes));
    ClientAnswer answer = world.send(ClientRequest.post("/@own/v1/files", bytes));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(bytes);
    assertThat(answer.header("content-type")).isEqualTo("text/html");
    assertThat(world.site("own").only().body()).isEqualTo(bytes);
  }

  @Test
  void anAnswerWithoutABodyIsOne() {
    world.site("own").always(Answer.empty(204));
    ClientAnswer answer = world.send(request("DELETE", "/@own/v1/files/x"));
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aHeadIsAHead() {
    world.site("own").always(Answer.json("{\"ok\":1}"));
    ClientAnswer answer = world.send(request("HEAD", "/@own/v1/files/x"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(world.site("own").only().method()).isEqualTo("HEAD");
  }

  @Test
  void whatChangesSomethingIsSentOnce() {
    world.site("own").always(Answer.error(503));
    Verdicts.envelope(world.send(ClientRequest.post("/@own/v1/files", "x")), 503);
    assertThat(world.site("own").requests()).hasSize(1);
  }

  @Test
  void aPackedAnswerStaysPacked() {
    world.site("own").always(Answer.json("{\"ok\":1}").gzip());
    ClientAnswer answer = world.send(ClientRequest.get("/@own/v1/files"));
    assertThat(answer.header("content-encoding")).isEqualTo("gzip");
    assertThat(answer.end()).isEqualTo(AnswerEnd.COMPLETE);
    assertThat(new String(answer.body(), UTF_8)).doesNotContain("ok");
  }

  @Test
  void withoutAProviderItIsAnUnknownPath() {
    Verdicts.error(world.send(ClientRequest.get("/v1/files")), 404, "not_found");
    Verdicts.error(
        world.send(ClientRequest.post("/v1/files", "{\"purpose\":\"x\"}")), 404, "not_found");
    assertThat(world.site("own").requests()).isEmpty();
  }

  @Test
  void withoutAKeyNothingPasses() {
    ClientRequest keyless =
        ClientRequest.get("/@own/v1/files").header("Authorization", "Bearer wrong");
    Verdicts.error(world.send(keyless), 401, "invalid_api_key");
    assertThat(world.site("own").requests()).isEmpty();
  }

  @Test
  void anUnknownProviderIsRefused() {
    Verdicts.error(world.send(ClientRequest.get("/@nobody/v1/files")), 400, "unknown_provider");
  }
}
