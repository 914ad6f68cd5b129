package dev.arobase.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.AnswerEnd;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.Eventually;
import dev.arobase.support.Gate;
import dev.arobase.support.Gateway;
import dev.arobase.support.GatewayProcess;
import dev.arobase.support.ProcessLauncher;
import dev.arobase.support.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Large answers beside small ones. How long the small ones take is measured by {@code
 * bench/isolation.py}; here it is that they are answered at all, and that what the large ones took
 * is given back. The process has less memory than the answers have bytes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTest {
  private static final int MEGABYTE = 1 << 20;
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final long RETURNED_WITHIN = 50L * MEGABYTE;
  private static final int HALF_MEGABYTES = 48;
  private static final byte[] BLOCK = "x".repeat(MEGABYTE).getBytes(UTF_8);

  private final World world =
      World.plan()
          .customWith("own", "max_concurrent: 6, queue: {length: 1, wait: 1m}, ", "m")
          .custom("small", "m")
          .launcher(
              ProcessLauncher.classPath(
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-XX:-ShrinkHeapInSteps",
                  "-Xms48m",
                  "-Xmx192m",
                  "-XX:MaxDirectMemorySize=32m",
                  "-XX:+ExitOnOutOfMemoryError"))
          .start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private static Answer.Part text(String text) {
    return new Answer.Part.Bytes(text.getBytes(UTF_8));
  }

  private static Answer.Part megabytes(int count) {
    return new Answer.Part.Repeat(BLOCK, count);
  }

  private static Answer plain(Gate halfway) {
    return Answer.json("")
        .framed(Answer.Framing.CHUNKED)
        .parts(
            List.of(
                text("{\"text\":\""),
                megabytes(HALF_MEGABYTES),
                new Answer.Part.Await(halfway),
                megabytes(HALF_MEGABYTES),
                text("\"}")));
  }

  private static Answer bomb() {
    List<Answer.Part> parts = new ArrayList<>();
    parts.add(text("{\"text\":\""));
    for (int i = 0; i < 2 * HALF_MEGABYTES; i++) {
      parts.add(new Answer.Part.Bytes(BLOCK));
    }
    parts.add(text("\"}"));
    return Answer.json("").parts(parts).gzip();
  }

  private static Answer event() {
    return Answer.stream()
        .parts(
            List.of(
                text("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\""),
                megabytes(48),
                text("\"}}]}\n\n")));
  }

  /** Reads an answer without keeping it; how it ended, and how many bytes came. */
  private static long drained(ClientConnection connection) {
    assertThat(connection.head()).isEqualTo(200);
    long[] count = {0};
    assertThat(connection.drain(bytes -> count[0] += bytes)).isEqualTo(AnswerEnd.COMPLETE);
    return count[0];
  }

  private void neighbours() {
    for (int i = 0; i < 5; i++) {
      Verdicts.good(world.chat("@small/m", i % 2 == 0));
    }
  }

  private void storm(Answer bomb) {
    Gate halfway = new Gate();
    world
        .site("own")
        .onModel("plain", _ -> plain(halfway))
        .onModel("bomb", _ -> bomb)
        .onModel("event", _ -> event());
    long whole = 2L * HALF_MEGABYTES * MEGABYTE + "{\"text\":\"\"}".length();
    try (ClientConnection plain = world.begin(Gateway.chat("@own/plain", false));
        ClientConnection packed = world.begin(Gateway.chat("@own/bomb", false));
        ClientConnection event = world.begin(Gateway.chat("@own/event", true))) {
      assertThat(plain.head()).isEqualTo(200);
      assertThat(packed.head()).isEqualTo(200);
      neighbours();
      ClientAnswer refused = event.rest();
      Verdicts.error(refused, 502, "upstream_error");
      assertThat(drained(packed)).as("of what was packed").isEqualTo(whole);
      neighbours();
      halfway.open();
      assertThat(drained(plain)).as("of the large answer").isEqualTo(whole);
    }
  }

  @Test
  void neighboursAreServedAndTheMemoryIsGivenBack() {
    Answer bomb = bomb();
    GatewayProcess process = (GatewayProcess) world.gateway().running();
    // Once before, so that what all of it needs is there.
    storm(bomb);
    long heap = process.liveHeapBytes();
    long resident = process.residentBytes();
    storm(bomb);
    assertThat(Eventually.holds(BOUND, () -> process.residentBytes() - resident < RETURNED_WITHIN))
        .as("the resident set is back near %d", resident)
        .isTrue();
    assertThat(Eventually.holds(BOUND, () -> process.liveHeapBytes() - heap < RETURNED_WITHIN / 10))
        .as("the live heap is back near %d", heap)
        .isTrue();
  }

  /** So many that there would be no room for them, were any of it kept for a while. */
  @Test
  void eventsBeyondTheirBoundAreForgottenAtOnce() {
    world.site("own").onModel("event", _ -> event());
    for (int i = 0; i < 16; i++) {
      Verdicts.error(world.stream("@own/event"), 502, "upstream_error");
    }
    neighbours();
  }

  @Test
  void sixThatLeaveEarlyDoNotCostTheSeventh() {
    Gate never = new Gate();
    world.site("own").onModel("plain", _ -> plain(never)).onModel("bomb", _ -> bomb());
    List<ClientConnection> six = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      six.add(world.begin(Gateway.chat(i % 2 == 0 ? "@own/plain" : "@own/bomb", false)));
    }
    six.forEach(client -> assertThat(client.head()).isEqualTo(200));
    ClientConnection seventh = world.begin(Gateway.chat("@own/m", false));
    neighbours();
    assertThat(world.site("own").requests())
        .extracting(ReceivedRequest::model)
        .as("six hold all places")
        .doesNotContain("m");
    six.forEach(ClientConnection::close);
    Verdicts.good(seventh.rest(), "hello from own");
  }
}
