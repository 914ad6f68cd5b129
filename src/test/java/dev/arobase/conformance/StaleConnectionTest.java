package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.Answer.Ending;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.Cut;
import dev.arobase.support.Eventually;
import dev.arobase.support.Gate;
import dev.arobase.support.Gateway;
import dev.arobase.support.ReceivedRequest;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An upstream that closes connections which the gateway had kept for later. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaleConnectionTest {
  private final World world = World.plan().custom("own", "m").start();

  /** One client connection stays on one event loop of the gateway, and so with one pool. */
  private ClientConnection client;

  @BeforeEach
  void begin() {
    world.upstream().dropConnections(Cut.FIN);
    assertThat(Eventually.holds(Duration.ofSeconds(5), this::noConnectionIsOpen)).isTrue();
    world.reset();
    client = world.gateway().open();
  }

  @AfterEach
  void leave() {
    client.close();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private ClientAnswer ask(boolean stream) {
    return client.exchange(world.gateway().authorized(Gateway.chat("@own/m", stream)));
  }

  @ParameterizedTest
  @CsvSource({"FIN, false", "RST, false", "FIN, true", "RST, true"})
  void droppedWithTheSecondRequestOnItIsTriedOnceMoreElsewhere(Cut how, boolean stream) {
    Verdicts.good(ask(false));
    int before = world.upstream().connectionCount();
    world.site("own").play(Answer.drop(how));
    Verdicts.good(ask(stream), "hello from own");
    assertThat(world.site("own").requests())
        .extracting(ReceivedRequest::onConnection)
        .as("the second came on the first's connection, the third on a new one")
        .containsExactly(0, 1, 0);
    assertThat(world.upstream().connectionCount()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void droppedAsAFreshConnectionIsNotTriedAgain(Cut how) {
    world.site("own").always(Answer.drop(how));
    Verdicts.envelope(ask(false), 502);
    assertThat(world.site("own").requests()).hasSize(1);
  }

  @Test
  void aHeadOfTheAnswerForbidsTheSecondTry() {
    Verdicts.good(ask(false));
    world.site("own").always(Answer.json("{}").cutAfter(0, Cut.FIN));
    Verdicts.envelope(ask(false), 502);
    assertThat(world.site("own").requests()).hasSize(2);
  }

  @Test
  void closedWhileIdleCostsNothing() {
    Gate gate = new Gate();
    Answer closing =
        Answer.json(Chat.saying("hi").plainBody("m")).ending(new Ending.CloseIdle(gate));
    world.site("own").play(closing);
    Verdicts.good(ask(false), "hi");
    gate.open();
    assertThat(Eventually.holds(Duration.ofSeconds(5), this::noConnectionIsOpen)).isTrue();
    Verdicts.good(ask(false), "hello from own");
    assertThat(world.site("own").requests()).hasSize(2);
  }

  @Test
  void announcedClosesAreObeyed() {
    Answer last = Answer.json(Chat.saying("hi").plainBody("m")).ending(new Ending.Close());
    world.site("own").always(last);
    IntStream.range(0, 20).forEach(_ -> Verdicts.good(ask(false), "hi"));
    assertThat(world.site("own").requests()).hasSize(20);
  }

  @Test
  void aKeptConnectionIsUsedAgain() {
    Verdicts.good(ask(false));
    int before = world.upstream().connectionCount();
    IntStream.range(0, 10).forEach(i -> Verdicts.good(ask(i % 2 == 0)));
    assertThat(world.upstream().connectionCount()).isEqualTo(before);
  }

  @Test
  void anAnswerLeftUnreadNeverMeetsTheNextClient() {
    // A failure that the gateway does not read to its end must not be read as the next answer.
    Answer longError = Answer.of(500, "text/plain", "HTTP/1.1 200 OK\r\n\r\n".repeat(20_000));
    for (int i = 0; i < 10; i++) {
      world.site("own").play(longError);
      Verdicts.envelope(ask(false), 502);
      Verdicts.good(ask(false), "hello from own");
    }
  }

  private boolean noConnectionIsOpen() {
    return world.upstream().openConnections() == 0;
  }
}
