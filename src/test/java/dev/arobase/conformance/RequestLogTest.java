package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Cut;
import dev.arobase.support.Eventually;
import dev.arobase.support.Gateway;
import dev.arobase.support.Launchers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One line per request, which tells what happened and keeps every secret. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestLogTest {
  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final String CANARY = "PROMPT-CANARY-5519";

  private final World world = World.plan().custom("own", "m").launcher(Launchers.process()).start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private List<String> linesOf(String id) {
    return world
        .gateway()
        .running()
        .log()
        .lines()
        .filter(line -> line.contains("\"" + id + "\""))
        .toList();
  }

  private ClientAnswer ask(String model, String id) {
    return world.send(
        ClientRequest.chat(
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                    .formatted(model, CANARY))
            .header("X-Request-Id", id));
  }

  @Test
  void aGoodRequestHasOneLine() {
    assertThat(ask("@own/m", "log-good-1").status()).isEqualTo(200);
    assertThat(Eventually.holds(BOUND, () -> linesOf("log-good-1").size() == 1)).isTrue();
    assertThat(linesOf("log-good-1").getFirst())
        .startsWith("{")
        .contains("\"own\"")
        .contains("200");
    assertNothingSecret();
  }

  @Test
  void aFailedRequestHasOneLine() {
    world
        .site("own")
        .always(
            Answer.error(
                500, "broke at http://10.1.2.3/x with " + World.keyOf("own"), "t", "null"));
    assertThat(ask("@own/m", "log-bad-1").status()).isEqualTo(502);
    assertThat(Eventually.holds(BOUND, () -> linesOf("log-bad-1").size() == 1)).isTrue();
    assertThat(linesOf("log-bad-1").getFirst()).contains("502");
    assertNothingSecret();
  }

  @Test
  void aRefusedRequestHasOneLine() {
    assertThat(ask("@nobody/m", "log-refused-1").status()).isEqualTo(400);
    assertThat(Eventually.holds(BOUND, () -> linesOf("log-refused-1").size() == 1)).isTrue();
    assertNothingSecret();
  }

  @Test
  void anAnswerCutInTheMiddleIsListedAsAbandonedWithTheTokensSeen() {
    String text = Chat.content("m", "one");
    int whole = Answer.stream(text, text, text).wireBody().length - "0\r\n\r\n".length();
    world.site("own").always(Answer.stream(text, text, text, text).cutAfter(whole, Cut.FIN));
    world.send(Gateway.chat("@own/m", true).header("X-Request-Id", "log-cut-1"));
    assertThat(Eventually.holds(BOUND, () -> linesOf("log-cut-1").size() == 1)).isTrue();
    assertThat(linesOf("log-cut-1").getFirst())
        .contains("\"abandoned\":[{\"provider\":\"own\"")
        .contains("\"prompt_tokens\":null,\"completion_tokens\":3}")
        .contains("\"reason\":\"truncated\"");
  }

  private void assertNothingSecret() {
    assertThat(world.gateway().running().log())
        .doesNotContain(CANARY, World.keyOf("own"), "at java.", "at io.vertx.");
    // The summary may show the key to paste; no line about a request may.
    assertThat(world.gateway().running().log().lines().filter(line -> line.startsWith("{")))
        .noneMatch(line -> line.contains(World.CLIENT_KEY));
  }
}
