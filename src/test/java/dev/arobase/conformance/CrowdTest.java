package dev.arobase.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.AnswerEnd;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.Eventually;
import dev.arobase.support.Gate;
import dev.arobase.support.Gateway;
import dev.arobase.support.GatewayProcess;
import dev.arobase.support.ProcessLauncher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Many clients at once that only hold on to what they have: slow senders, silent ones, ones that
 * never read. The limits of heap and direct memory are such that buffering for them would end the
 * process.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrowdTest {
  private static final int SLOW_HEADS = 60;
  private static final int SLOW_BODIES = 60;
  private static final int SILENT = 120;
  private static final int NEVER_READING = 40;
  private static final int PATIENCE_MILLIS = 40_000;
  private static final Duration BOUND = Duration.ofMillis(PATIENCE_MILLIS);

  /** One that does not read may cost so much. */
  private static final long BYTES_PER_READER = 512L << 10;

  /**
   * Of the times that could end a silent stream, only that of the first token is long. They are no
   * shorter because good clients have them too, and a busy machine may take seconds over little.
   */
  private final World world =
      World.plan()
          .custom("own", "m")
          .customWith(
              "patient", "timeouts: {first_byte: 8s, first_token: 5m, idle: 8s, total: 10m}, ", "m")
          .server(
              "header_timeout: 8s, body_timeout: 8s, idle_timeout: 8s, write_timeout: 8s,"
                  + " keepalive: 500ms")
          .launcher(
              ProcessLauncher.classPath(
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx96m",
                  "-XX:MaxDirectMemorySize=32m",
                  "-XX:+ExitOnOutOfMemoryError"))
          .start();

  private final List<ClientConnection> open = new ArrayList<>();

  @AfterAll
  void stop() {
    open.forEach(ClientConnection::close);
    world.close();
  }

  private ClientConnection keep(ClientConnection connection) {
    open.add(connection.patience(PATIENCE_MILLIS));
    return connection;
  }

  private List<ClientConnection> many(int count, String begun) {
    List<ClientConnection> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(keep(world.gateway().open()).sendText(begun));
    }
    return made;
  }

  private static String head(String more) {
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + World.CLIENT_KEY
        + "\r\nContent-Type: application/json\r\n"
        + more;
  }

  @Test
  void nobodySuffersAndEachOfThemEnds() throws Exception {
    byte[] event = Chat.content("m", "flood ".repeat(1_000)).getBytes(UTF_8);
    Gate firstToken = new Gate();
    world
        .site("own")
        .onModel(
            "flood",
            _ -> Answer.stream().parts(List.of(new Answer.Part.Repeat(event, Long.MAX_VALUE))));
    world
        .site("patient")
        .always(
            Answer.stream(
                    Chat.role("m"),
                    Chat.content("m", "at last"),
                    Chat.finish("m", "stop"),
                    Chat.done())
                .gateAt(1, firstToken));
    GatewayProcess process = (GatewayProcess) world.gateway().running();
    Verdicts.good(world.stream("@own/m"));
    long heap = process.liveHeapBytes();

    ClientConnection thinking = keep(world.begin(Gateway.chat("@patient/m", true)));
    assertThat(thinking.head()).as("kept alive").isEqualTo(200);
    List<ClientConnection> heads = many(SLOW_HEADS, head("X-Slow: "));
    List<ClientConnection> bodies = many(SLOW_BODIES, head("Content-Length: 100\r\n\r\n{\"mod"));
    List<ClientConnection> silent = many(SILENT, "");
    for (int i = 0; i < NEVER_READING; i++) {
      ClientConnection reader = keep(ClientConnection.openNarrow(world.gateway().port(), 4096));
      reader.send(world.gateway().authorized(Gateway.chat("@own/flood", true)));
    }
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      Future<?> trickle =
          clock.scheduleAtFixedRate(
              () -> heads.forEach(slow -> slow.trickle('x')), 0, 500, TimeUnit.MILLISECONDS);
      for (int i = 0; i < 20; i++) {
        Verdicts.good(world.chat("@own/m", i % 2 == 0));
      }
      // The flood, and the good ones with the first.
      world.site("own").await(NEVER_READING + 1 + 20);
      assertThat(process.liveHeapBytes() - heap)
          .as("held for all of them")
          .isLessThan(NEVER_READING * BYTES_PER_READER);
      for (ClientConnection slow : heads) {
        Verdicts.envelope(slow.rest(), 408);
      }
      trickle.cancel(false);
    }
    for (ClientConnection slow : bodies) {
      Verdicts.envelope(slow.rest(), 408);
    }
    for (ClientConnection one : silent) {
      assertThat(one.awaitClosed()).isEqualTo(AnswerEnd.FIN);
    }
    world.site("own").requests().stream()
        .filter(request -> request.model().equals("flood"))
        .forEach(request -> assertThat(request.awaitPeerClosed(BOUND)).isPresent());
    Verdicts.good(world.chat("@own/m", true));

    String comments = ": keep-alive\n\n".repeat(8);
    assertThat(thinking.readUntil(comments)).as("it was never silent").isTrue();
    firstToken.open();
    Verdicts.good(thinking.rest(), "at last");
    assertThat(
            Eventually.holds(BOUND, () -> process.liveHeapBytes() - heap < 16 * BYTES_PER_READER))
        .as("what was held is free again")
        .isTrue();
  }
}
