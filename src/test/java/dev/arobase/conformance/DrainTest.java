package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.AnswerEnd;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Eventually;
import dev.arobase.support.Gate;
import dev.arobase.support.Gateway;
import dev.arobase.support.GatewayProcess;
import dev.arobase.support.Launchers;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * SIGTERM: what is open may finish within the grace period, nothing new begins, then a clean end.
 */
class DrainTest {
  private static final Duration BOUND = Duration.ofSeconds(15);

  private final World world =
      World.plan().custom("own", "m").grace("3s").launcher(Launchers.process()).start();
  private final GatewayProcess process = (GatewayProcess) world.gateway().running();

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void anOpenStreamFinishes() throws InterruptedException {
    Gate gate = new Gate();
    world
        .site("own")
        .always(
            Answer.stream(
                    Chat.content("m", "one "),
                    Chat.content("m", "two"),
                    Chat.finish("m", "stop"),
                    Chat.done())
                .gateAt(1, gate));
    try (ClientConnection client = world.begin(Gateway.chat("@own/m", true))) {
      assertThat(client.readUntil("one ")).isTrue();
      assertThat(ready()).isTrue();
      process.terminate();
      assertThat(Eventually.holds(BOUND, () -> !ready())).as("not ready at once").isTrue();
      assertThat(process.process().isAlive()).as("it waits for the stream").isTrue();
      gate.open();
      Verdicts.good(client.rest(), "one two");
    }
    assertEnds();
  }

  @Test
  void aStreamThatOutlastsTheGraceIsCutVisibly() throws InterruptedException {
    Answer begun = Answer.stream(Chat.content("m", "one "));
    world.site("own").always(begun.stallAfter(begun.wireBody().length - 5));
    try (ClientConnection client = world.begin(Gateway.chat("@own/m", true))) {
      assertThat(client.readUntil("one ")).isTrue();
      process.terminate();
      ClientAnswer answer = client.rest();
      assertThat(answer.end()).isIn(AnswerEnd.FIN, AnswerEnd.RST);
      assertThat(answer.done()).isFalse();
    }
    assertEnds();
  }

  /** Whoever asks twice does not want to wait for the grace. */
  @Test
  void aSecondSignalEndsItAtOnce() throws InterruptedException {
    Answer begun = Answer.stream(Chat.content("m", "one "));
    try (World patient =
        World.plan().custom("own", "m").grace("10m").launcher(Launchers.process()).start()) {
      GatewayProcess running = (GatewayProcess) patient.gateway().running();
      patient.site("own").always(begun.stallAfter(begun.wireBody().length - 5));
      try (ClientConnection client = patient.begin(Gateway.chat("@own/m", true))) {
        assertThat(client.readUntil("one ")).isTrue();
        running.terminate();
        assertThat(Eventually.holds(BOUND, () -> !ready(patient))).as("it drains").isTrue();
        assertThat(running.process().isAlive()).as("for the stream").isTrue();
        running.terminate();
        assertThat(running.process().waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(running.process().exitValue()).isEqualTo(143);
      }
    }
  }

  @Test
  void withNothingOpenItEndsAtOnce() throws InterruptedException {
    process.terminate();
    assertEnds();
  }

  private void assertEnds() throws InterruptedException {
    assertThat(process.process().waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.process().exitValue()).as("0, or ended by SIGTERM").isIn(0, 143);
    assertThat(process.log()).as("stack traces").doesNotContain("\tat ");
  }

  private boolean ready() {
    return ready(world);
  }

  private static boolean ready(World asked) {
    try {
      return asked.send(ClientRequest.get("/readyz")).status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
