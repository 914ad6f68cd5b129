package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.Cut;
import dev.arobase.support.Eventually;
import dev.arobase.support.Gate;
import dev.arobase.support.Gateway;
import dev.arobase.support.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An upstream that keeps failing is left alone, asked once in a while, and taken back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BreakerTest {
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final int FAILURES = 5;

  /** Out only for a moment, and asked no longer than a moment: for the tests of coming back. */
  private static final String QUICKLY_BACK =
      "timeouts: {first_byte: 2s}, breaker: {cooldown: 500ms}, ";

  private World world;
  private int used;
  private String first;
  private String route;

  @BeforeAll
  void start() {
    World.Plan plan =
        World.plan()
            .defaults(
                """
                defaults:
                  timeouts: {connect: 1m, first_byte: 1m, first_token: 1m, idle: 1m, total: 2m}
                  retry: {attempts: 0}
                  breaker: {failures: 5, rate: 0.5, window: 5m, cooldown: 5m}
                """);
    StringBuilder routes = new StringBuilder("routes:\n");
    for (int i = 0; i < 16; i++) {
      plan.custom("first" + i, "m").custom("second" + i, "m");
      plan.customWith("quick" + i, QUICKLY_BACK, "m");
      routes.append("  fresh%d: {targets: [\"@quick%d/m\", \"@second%d/m\"]}\n".formatted(i, i, i));
      routes.append("  pair%d: {targets: [\"@first%d/m\", \"@second%d/m\"]}\n".formatted(i, i, i));
    }
    // A probe keeps its place for one cooldown: long enough for two hundred requests.
    plan.customWith("steady", "breaker: {cooldown: 10s}, ", "m");
    plan.custom("spare", "m");
    routes.append("  steadied: {targets: [\"@steady/m\", \"@spare/m\"]}\n");
    world = plan.more(routes.toString()).start();
  }

  @BeforeEach
  void next() {
    world.reset();
    used++;
    first = "first" + used;
    route = "pair" + used;
  }

  private void quicklyBack() {
    first = "quick" + used;
    route = "fresh" + used;
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private Site first() {
    return world.site(first);
  }

  private ClientAnswer pair() {
    return world.chat(route);
  }

  /** The first fails for the requests whose number, from 0, says so. */
  private void failing(IntPredicate when) {
    first()
        .always(
            request ->
                when.test(first().requests().size() - 1)
                    ? Answer.error(500)
                    : Chat.saying("hello from first").answer(request));
  }

  private void open() {
    first().always(Answer.error(500));
    for (int i = 0; i < FAILURES; i++) {
      pair();
    }
  }

  @Test
  void fiveFailuresInARowAreEnough() {
    first().always(Answer.error(500));
    for (int i = 0; i < FAILURES + 3; i++) {
      Verdicts.good(pair(), "hello from second" + used);
    }
    assertThat(first().requests()).hasSize(FAILURES);
  }

  @Test
  void threeFailuresOfFourAreEnoughThoughNeverFiveInARow() {
    failing(number -> number % 4 != 3);
    for (int i = 0; i < 40; i++) {
      Verdicts.good(pair());
    }
    assertThat(first().requests()).hasSize(2 * FAILURES);
  }

  @Test
  void fiveFailuresAmongManyAreNot() {
    failing(number -> number % 60 == 59);
    for (int i = 0; i < 300; i++) {
      Verdicts.good(pair());
    }
    assertThat(first().requests()).hasSize(300);
  }

  @Test
  void clientsMistakesAndRateLimitsDoNotCount() {
    first().always(Answer.error(400, "wrong", "invalid_request_error", "\"bad_value\""));
    for (int i = 0; i < 3 * FAILURES; i++) {
      Verdicts.envelope(pair(), 400);
    }
    assertThat(first().requests()).hasSize(3 * FAILURES);
  }

  @Test
  void clientsThatLeaveDoNotCount() {
    first().always(Answer.silence());
    for (int i = 1; i <= 2 * FAILURES; i++) {
      try (ClientConnection _ = world.begin(Gateway.chat(route, true))) {
        first().await(i);
      }
    }
    assertThat(first().awaitAllClosed(BOUND)).isTrue();
    first().reset();
    Verdicts.good(pair(), "hello from " + first);
  }

  @Test
  void oneProbeAmongTwoHundredRequests() {
    Site steady = world.site("steady");
    steady.always(Answer.error(500));
    for (int i = 0; i < FAILURES; i++) {
      world.chat("steadied");
    }
    int failed = steady.requests().size();
    Gate gate = new Gate();
    steady.always(request -> Chat.saying("probe").answer(request).headAt(gate));
    // The probe is whoever comes first after the cooldown; the others go on at once.
    try (ExecutorService clients = Executors.newFixedThreadPool(50)) {
      List<Future<ClientAnswer>> answers = new ArrayList<>();
      assertThat(
              Eventually.holds(
                  BOUND,
                  () -> {
                    Future<ClientAnswer> answer = clients.submit(() -> world.chat("steadied"));
                    answers.add(answer);
                    Eventually.holds(
                        BOUND, () -> answer.isDone() || steady.requests().size() > failed);
                    return steady.requests().size() > failed;
                  }))
          .isTrue();
      for (int i = 0; i < 200; i++) {
        answers.add(clients.submit(() -> world.chat("steadied")));
      }
      assertThat(Eventually.holds(BOUND.multipliedBy(3), () -> done(answers) >= answers.size() - 1))
          .isTrue();
      assertThat(steady.requests()).hasSize(failed + 1);
      gate.open();
    }
    Verdicts.good(world.chat("steadied"), "probe");
  }

  private static long done(List<Future<ClientAnswer>> answers) {
    return answers.stream().filter(Future::isDone).count();
  }

  @Test
  void aProbeWhoseClientLeavesGivesItsPlaceBack() {
    quicklyBack();
    open();
    int failed = first().requests().size();
    first().always(Answer.silence());
    ClientConnection probe = begunProbe(failed);
    probe.close();
    assertThat(first().requests().getLast().awaitPeerClosed(BOUND)).isPresent();
    recovers();
  }

  @Test
  void aProbeThatHangsGivesItsPlaceBack() {
    quicklyBack();
    open();
    int failed = first().requests().size();
    first().always(Answer.silence());
    try (ClientConnection probe = begunProbe(failed)) {
      Verdicts.good(probe.rest(), "hello from second" + used);
    }
    recovers();
  }

  /** Sends requests until one of them is held by the first, and returns that one's connection. */
  private ClientConnection begunProbe(int failed) {
    List<ClientConnection> probe = new ArrayList<>();
    assertThat(
            Eventually.holds(
                BOUND,
                () -> {
                  int bySecond = world.site("second" + used).requests().size();
                  ClientConnection client = world.begin(Gateway.chat(route, true));
                  probe.add(client);
                  Eventually.holds(
                      BOUND,
                      () ->
                          first().requests().size() > failed
                              || world.site("second" + used).requests().size() > bySecond);
                  return first().requests().size() > failed;
                }))
        .isTrue();
    probe.subList(0, probe.size() - 1).forEach(ClientConnection::close);
    return probe.getLast();
  }

  @Test
  void theLastIsTriedWhenAllAreOpenAndTakenBackWhenItAnswers() {
    Site second = world.site("second" + used);
    first().always(Answer.error(500));
    second.always(Answer.error(500));
    for (int i = 0; i < FAILURES; i++) {
      Verdicts.envelope(pair(), 502);
    }
    int byFirst = first().requests().size();
    int bySecond = second.requests().size();
    second.always(request -> Chat.saying("back").answer(request));
    // No probe is due for a while.
    Verdicts.good(pair(), "back");
    assertThat(first().requests()).hasSize(byFirst);
    assertThat(second.requests()).hasSize(bySecond + 1);
  }

  private void recovers() {
    first().reset();
    assertThat(Eventually.holds(BOUND, () -> pair().content().equals("hello from " + first)))
        .as("taken back after the cooldown")
        .isTrue();
    for (int i = 0; i < 20; i++) {
      Verdicts.good(pair(), "hello from " + first);
    }
  }

  @Test
  void takenBackAfterTheCooldownAndOneProbe() {
    quicklyBack();
    open();
    recovers();
  }

  @Test
  void theLastCandidateIsTriedEvenWhenOpen() {
    first().always(Answer.error(500));
    for (int i = 0; i < 3 * FAILURES; i++) {
      Verdicts.error(world.chat("@" + first + "/m"), 502, "upstream_error");
    }
    assertThat(first().requests()).hasSize(3 * FAILURES);
    first().reset();
    Verdicts.good(world.chat("@" + first + "/m"), "hello from " + first);
  }

  @Test
  void streamsThatBreakAfterTheirFirstTokenCount() {
    // The first tokens reach the client before the cut.
    first().always(request -> Chat.tokens(50).streamed("m", false).cutAfter(900, Cut.RST));
    for (int i = 0; i < FAILURES; i++) {
      assertThat(world.stream("pair" + used).text()).contains("\"error\"");
    }
    Verdicts.good(pair(), "hello from second" + used);
    assertThat(first().requests()).hasSize(FAILURES);
  }
}
