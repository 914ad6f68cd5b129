package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.DeadEnd;
import dev.arobase.support.Eventually;
import dev.arobase.support.Gateway;
import dev.arobase.support.ReceivedRequest;
import dev.arobase.support.TcpTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A client that leaves takes its upstream request with it, whatever that was waiting for. Every
 * timeout of this world is far longer than the bound, so that none of them can be what closes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientLeavesTest {
  private static final Duration BOUND = Duration.ofSeconds(5);

  enum Leaving {
    FIN,
    RST;

    void leave(ClientConnection connection) {
      switch (this) {
        case FIN -> connection.close();
        case RST -> connection.reset();
      }
    }
  }

  private static final String LONG_CONNECT =
      "api_key: sk-up-hole-0123456789, timeouts: {connect: 1m}, ";

  private final DeadEnd hole = DeadEnd.swallowingSyns();
  private final DeadEnd mute = DeadEnd.accepting();
  private final DeadEnd muteProxy = DeadEnd.accepting();
  private final World world =
      World.plan()
          .custom("own", "m")
          .customWith("narrow", "max_concurrent: 1, queue: {length: 1, wait: 1m}, ", "m")
          .provider("hole", hole.baseUrl(), LONG_CONNECT, "m")
          .provider("mute", "https://127.0.0.1:" + mute.port() + "/v1", LONG_CONNECT, "m")
          .provider(
              "trusting",
              "https://127.0.0.1:" + mute.port() + "/v1",
              LONG_CONNECT + "tls: {verify: false}, ",
              "m")
          .provider("proxied", "https://upstream.example/v1", LONG_CONNECT + proxy(muteProxy), "m")
          .start();

  private static String proxy(DeadEnd proxy) {
    return "proxy: {url: 'http://127.0.0.1:" + proxy.port() + "'}, ";
  }

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
    hole.close();
    mute.close();
    muteProxy.close();
  }

  @ParameterizedTest
  @EnumSource(Leaving.class)
  void whileTheUpstreamIsSilentBeforeItsHead(Leaving how) {
    for (boolean stream : List.of(false, true)) {
      world.reset();
      world.site("own").always(Answer.silence());
      ClientConnection client = world.begin(Gateway.chat("@own/m", stream));
      ReceivedRequest received = world.site("own").await(1);
      assertClosedAfter(received, () -> how.leave(client));
    }
  }

  @ParameterizedTest
  @EnumSource(Leaving.class)
  void betweenTheHeadAndTheFirstToken(Leaving how) {
    world.site("own").always(Answer.stream(Chat.role("m"), Chat.role("m")).stallAfter(150));
    ClientConnection client = world.begin(Gateway.chat("@own/m", true));
    ReceivedRequest received = world.site("own").await(1);
    assertClosedAfter(received, () -> how.leave(client));
  }

  @ParameterizedTest
  @EnumSource(Leaving.class)
  void whileAStreamIsSilent(Leaving how) {
    Answer begun = Answer.stream(Chat.content("m", "one "));
    world.site("own").always(begun.stallAfter(begun.wireBody().length - 5));
    ClientConnection client = world.begin(Gateway.chat("@own/m", true));
    assertThat(client.readUntil("one ")).isTrue();
    assertClosedAfter(world.site("own").await(1), () -> how.leave(client));
  }

  @ParameterizedTest
  @EnumSource(Leaving.class)
  void whileAStreamFlows(Leaving how) {
    byte[] event = Chat.content("m", "flood ".repeat(200)).getBytes();
    world
        .site("own")
        .always(Answer.stream().parts(List.of(new Answer.Part.Repeat(event, 1_000_000))));
    ClientConnection client = world.begin(Gateway.chat("@own/m", true));
    assertThat(client.readUntil("flood ")).isTrue();
    assertClosedAfter(world.site("own").await(1), () -> how.leave(client));
  }

  @ParameterizedTest
  @EnumSource(Leaving.class)
  void whileAPlainAnswerIsHalfway(Leaving how) {
    world.site("own").always(Answer.json("{\"a\": 1234567890}").stallAfter(5));
    ClientConnection client = world.begin(Gateway.chat("@own/m", false));
    assertClosedAfter(world.site("own").await(1), () -> how.leave(client));
  }

  @Test
  void whileItDoesNotReadAndTheUpstreamIsPaused() {
    byte[] event = Chat.content("m", "flood ".repeat(200)).getBytes();
    world
        .site("own")
        .always(Answer.stream().parts(List.of(new Answer.Part.Repeat(event, 1_000_000))));
    ClientConnection client = ClientConnection.openNarrow(world.gateway().port(), 4096);
    client.send(world.gateway().authorized(Gateway.chat("@own/m", true)));
    assertThat(client.readUntil("flood ")).isTrue();
    assertClosedAfter(world.site("own").await(1), client::reset);
  }

  @ParameterizedTest
  @EnumSource(Leaving.class)
  void whileConnecting(Leaving how) {
    assertDropped("hole", () -> TcpTable.connectingTo(hole.port()), how);
  }

  @ParameterizedTest
  @EnumSource(Leaving.class)
  void inTheMiddleOfTheTlsHandshake(Leaving how) {
    assertDropped("mute", () -> TcpTable.connectedTo(mute.port()), how);
  }

  /** What to trust is loaded first, so the socket is opened a little after it is asked for. */
  @ParameterizedTest
  @EnumSource(Leaving.class)
  void inTheMiddleOfAHandshakeWithTrustOfItsOwn(Leaving how) {
    assertDropped("trusting", () -> TcpTable.connectedTo(mute.port()), how);
  }

  @ParameterizedTest
  @EnumSource(Leaving.class)
  void whileAProxyConnects(Leaving how) {
    assertDropped("proxied", () -> TcpTable.connectedTo(muteProxy.port()), how);
  }

  /** Two ask, one leaves: its socket closes, the other's stays. */
  private void assertDropped(String provider, LongSupplier sockets, Leaving how) {
    ClientConnection stays = world.begin(Gateway.chat("@" + provider + "/m", true));
    assertThat(Eventually.holds(BOUND, () -> sockets.getAsLong() == 1)).as("one connects").isTrue();
    for (boolean stream : List.of(true, false)) {
      ClientConnection leaves = world.begin(Gateway.chat("@" + provider + "/m", stream));
      assertThat(Eventually.holds(BOUND, () -> sockets.getAsLong() == 2))
          .as("both connect")
          .isTrue();
      long left = System.nanoTime();
      how.leave(leaves);
      assertThat(Eventually.holds(BOUND, () -> sockets.getAsLong() == 1))
          .as("the socket of the one that left is closed")
          .isTrue();
      report(provider, System.nanoTime() - left);
    }
    how.leave(stays);
    assertThat(Eventually.holds(BOUND, () -> sockets.getAsLong() == 0)).as("none is left").isTrue();
  }

  @Test
  void whileQueued() {
    world.site("narrow").play(Answer.silence());
    ClientConnection first = world.begin(Gateway.chat("@narrow/holder", true));
    ReceivedRequest holder = world.site("narrow").await(1);
    ClientConnection leaver = world.begin(Gateway.chat("@narrow/leaver", true));
    assertThat(Eventually.holds(BOUND, () -> queued("narrow") == 1)).as("it waits").isTrue();
    assertThat(world.send(ClientRequest.get("/metrics")).text())
        .contains("arobase_provider_requests_in_flight{provider=\"narrow\"} 1.0")
        .contains("arobase_provider_requests_queued{provider=\"narrow\"} 1.0");
    leaver.close();
    assertThat(Eventually.holds(BOUND, () -> queued("narrow") == 0))
        .as("its place in the queue is free")
        .isTrue();
    ClientConnection patient = world.begin(Gateway.chat("@narrow/patient", false));
    assertThat(Eventually.holds(BOUND, () -> queued("narrow") == 1)).as("another waits").isTrue();
    first.close();
    assertThat(holder.awaitPeerClosed(BOUND)).isPresent();
    Verdicts.good(patient.rest(), "hello from narrow");
    assertThat(world.site("narrow").requests())
        .extracting(ReceivedRequest::model)
        .containsExactly("holder", "patient");
  }

  private int queued(String provider) {
    for (JsonNode entry : world.send(ClientRequest.get("/v1/providers")).json().get("data")) {
      if (entry.get("name").asText().equals(provider)) {
        return entry.get("queued").asInt();
      }
    }
    throw new AssertionError("not listed: " + provider);
  }

  @Test
  void itsPlaceIsFreeAgain() {
    for (int i = 0; i < 20; i++) {
      world.reset();
      world.site("narrow").play(Answer.silence());
      ClientConnection client = world.begin(Gateway.chat("@narrow/m", i % 2 == 0));
      ReceivedRequest received = world.site("narrow").await(1);
      client.close();
      assertThat(received.awaitPeerClosed(BOUND)).isPresent();
      Verdicts.good(world.chat("@narrow/m"), "hello from narrow");
    }
  }

  private static void assertClosedAfter(ReceivedRequest received, Runnable leaving) {
    assertThat(received.peerClosed()).as("still open before").isNotDone();
    long left = System.nanoTime();
    leaving.run();
    Optional<Long> closed = received.awaitPeerClosed(BOUND);
    assertThat(closed).as("the upstream's socket is closed").isPresent();
    report(received.toString(), closed.orElseThrow() - left);
  }

  private static void report(String what, long nanos) {
    System.out.printf("closed after %d us: %s%n", nanos / 1_000, what);
  }
}
