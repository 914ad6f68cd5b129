package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Cut;
import dev.arobase.support.Gateway;
import dev.arobase.support.ReceivedRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is tried again, where, when, and what must not be. Attempts are counted on each side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetryTest {
  private static final int REPEATS = 2;

  private World world;
  private int usedPatient = HASTY_PAIRS - 1;
  private int usedHasty = -1;
  private int used;

  /** A fresh pair per test, since resting keys and budgets outlive a request. */
  private static final int PAIRS = 40;

  /** Pairs whose first is hasty, for the tests in which it falls silent. */
  private static final int HASTY_PAIRS = 8;

  @BeforeAll
  void start() {
    World.Plan plan =
        World.plan()
            .defaults(
                """
                defaults:
                  timeouts: {connect: 1m, first_byte: 1m, first_token: 1m, idle: 1m, total: 2m}
                  retry: {attempts: 2, max_delay: 3s}
                  breaker: {failures: 1000}
                  max_attempts: 4
                """);
    StringBuilder routes = new StringBuilder("routes:\n");
    for (int i = 0; i < PAIRS; i++) {
      plan.customWith("first" + i, i < HASTY_PAIRS ? World.HASTY : "", "m");
      plan.custom("second" + i, "m");
      routes.append("  pair%d: {targets: [\"@first%d/m\", \"@second%d/m\"]}\n".formatted(i, i, i));
    }
    routes.append("  many: {targets: [");
    for (int i = 0; i < 6; i++) {
      plan.custom("many" + i, "m");
      routes.append(i == 0 ? "" : ", ").append("\"@many").append(i).append("/m\"");
    }
    world = plan.more(routes.append("]}\n").toString()).start();
  }

  @BeforeEach
  void next() {
    world.reset();
    used = ++usedPatient;
  }

  private void nextHasty() {
    used = ++usedHasty;
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private dev.arobase.support.Site first() {
    return world.site("first" + used);
  }

  private dev.arobase.support.Site second() {
    return world.site("second" + used);
  }

  private ClientAnswer alone(boolean stream) {
    return world.chat("@first" + used + "/m", stream);
  }

  private ClientAnswer pair(boolean stream) {
    return world.chat("pair" + used, stream);
  }

  private void saw(int byFirst, int bySecond) {
    assertThat(first().requests()).as("requests to the first").hasSize(byFirst);
    assertThat(second().requests()).as("requests to the second").hasSize(bySecond);
  }

  @RepeatedTest(2)
  void aRateLimitOnceIsWaitedForWhenNobodyElseIsThere() {
    first().play(Answer.error(429).header("Retry-After", "2"));
    ClientAnswer answer = alone(used % 2 == 0);
    Verdicts.good(answer, "hello from first" + used);
    assertThat(answer.header("x-arobase-attempts")).isEqualTo("2");
    saw(2, 0);
    List<ReceivedRequest> both = first().requests();
    assertThat(both.get(1).arrived() - both.get(0).arrived())
        .as("the pause that the upstream asked for")
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(1_900));
  }

  @RepeatedTest(2)
  void aRateLimitOnceIsNotWaitedForWhenSomebodyElseIsThere() {
    first().play(Answer.error(429).header("Retry-After", "2"));
    Verdicts.good(pair(used % 2 == 0), "hello from second" + used);
    saw(1, 1);
  }

  @Test
  void aRateLimitForEver() {
    first().always(Answer.error(429).header("Retry-After", "1"));
    ClientAnswer answer = alone(false);
    Verdicts.error(answer, 429, "rate_limited");
    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(answer.header("x-should-retry")).isEqualTo("false");
    saw(1 + REPEATS, 0);
  }

  @Test
  void aLongRateLimitIsNotWaitedFor() {
    first().always(Answer.error(429).header("Retry-After", "30"));
    ClientAnswer answer = alone(true);
    Verdicts.error(answer, 429, "rate_limited");
    assertThat(answer.header("retry-after")).isEqualTo("30");
    saw(1, 0);
  }

  @RepeatedTest(2)
  void aServerErrorOnce() {
    first().play(Answer.error(500));
    Verdicts.good(alone(used % 2 == 0), "hello from first" + used);
    saw(2, 0);
  }

  @RepeatedTest(2)
  void unavailableForEver() {
    first().always(Answer.error(503));
    JsonNode error = Verdicts.error(alone(used % 2 == 0), 503, "upstream_unavailable");
    Verdicts.attempts(error, 1 + REPEATS);
    saw(1 + REPEATS, 0);
  }

  @RepeatedTest(2)
  void aResetBeforeTheHead() {
    first().play(Answer.drop(Cut.RST));
    Verdicts.good(pair(used % 2 == 0), "hello from second" + used);
    saw(1, 1);
  }

  @Test
  void silence() {
    nextHasty();
    first().always(Answer.silence());
    Verdicts.good(pair(true), "hello from second" + used);
    first().await(1);
    saw(1, 1);
    assertThat(first().only().awaitPeerClosed(java.time.Duration.ofSeconds(20)))
        .as("the silent attempt is cancelled")
        .isPresent();
  }

  @Test
  void aFirstTokenThatDoesNotCome() {
    nextHasty();
    first().always(Answer.stream(Chat.role("m"), Chat.content("m", "late")).stallAfter(150));
    ClientAnswer answer = pair(true);
    Verdicts.good(answer, "hello from second" + used);
    assertThat(answer.text()).doesNotContain("late");
    saw(1, 1);
  }

  @Test
  void cutAfterFortyOfSixtyTokensIsShownAndNotRepeated() {
    nextHasty();
    Chat sixty = Chat.tokens(60);
    int forty = Answer.stream(sixty.deltas("m").subList(0, 41)).wireBody().length - 5;
    for (Function<Answer, Answer> breaking :
        List.<Function<Answer, Answer>>of(
            answer -> answer.cutAfter(forty, Cut.FIN), answer -> answer.stallAfter(forty))) {
      world.reset();
      first().always(breaking.apply(Answer.stream(sixty.deltas("m"))));
      ClientAnswer answer = pair(true);
      Verdicts.cutStream(answer, sixty.text());
      assertThat(answer.content()).contains("t39 ").doesNotContain("t40");
      saw(1, 0);
    }
  }

  @Test
  void aMalformedFirstEvent() {
    first()
        .always(Answer.stream("data: {\"choices\":[{\n\n", Chat.content("m", "no"), Chat.done()));
    Verdicts.good(pair(true), "hello from second" + used);
    saw(1, 1);
  }

  @Test
  void aContextThatIsTooLongGoesOnAndAFilterDoesNot() {
    first()
        .always(
            Answer.error(
                400,
                "This model's maximum context length is 4096 tokens",
                "invalid_request_error",
                "\"context_length_exceeded\""));
    Verdicts.good(pair(false), "hello from second" + used);
    saw(1, 1);
    next();
    first().always(Answer.error(400, "filtered", "invalid_request_error", "\"content_filter\""));
    Verdicts.envelope(pair(false), 400);
    saw(1, 0);
  }

  @Test
  void aFlappingPrimary() {
    first()
        .always(
            request ->
                first().requests().size() % 2 == 1
                    ? Answer.error(500)
                    : Chat.saying("good again").answer(request));
    for (int i = 0; i < 20; i++) {
      ClientAnswer answer = pair(i % 3 == 0);
      Verdicts.good(answer);
      assertThat(answer.content()).isIn("good again", "hello from second" + used);
    }
    assertThat(first().requests()).hasSize(20);
    assertThat(second().requests()).hasSize(10);
  }

  @Test
  void aRateLimitWithItsTimeWinsOverAServerErrorAfterIt() {
    first().always(Answer.error(429).header("Retry-After", "7"));
    second().always(Answer.error(400 + 100));
    ClientAnswer answer = pair(false);
    Verdicts.error(answer, 429, "rate_limited");
    assertThat(answer.header("retry-after")).isEqualTo("7");
  }

  @Test
  void allTargetsTogetherGetNoMoreThanMaxAttempts() {
    for (int i = 0; i < 6; i++) {
      world.site("many" + i).always(Answer.error(500));
    }
    JsonNode error = Verdicts.error(world.chat("many"), 502, "upstream_error");
    Verdicts.attempts(error, 4);
    assertThat(world.upstream().requestCount()).isEqualTo(4);
  }

  @Test
  void aClientThatRepeatsByItselfGetsNoRepeatsOfOurs() {
    first().always(Answer.error(500));
    ClientRequest request =
        Gateway.chat("@first" + used + "/m", false).header("X-Stainless-Retry-Count", "1");
    Verdicts.error(world.send(request), 502, "upstream_error");
    saw(1, 0);
  }

  @Test
  void anImageIsNeverPaidTwiceAfterATimeout() {
    nextHasty();
    first().always(Answer.silence());
    ClientRequest request =
        ClientRequest.post(
            "/v1/images/generations", "{\"model\":\"pair%d\",\"prompt\":\"x\"}".formatted(used));
    ClientAnswer answer = world.send(request);
    Verdicts.error(answer, 504, "upstream_timeout");
    saw(1, 0);
  }

  @Test
  void aStoredResponseGetsOneAttempt() {
    first().always(Answer.error(500));
    ClientRequest request =
        ClientRequest.post(
            "/v1/responses",
            "{\"model\":\"pair%d\",\"input\":\"x\",\"store\":true}".formatted(used));
    assertThat(world.send(request).status()).isEqualTo(502);
    saw(1, 0);
  }

  @Test
  void modelsOfTheBodyAreAskedInTurn() {
    first().always(Answer.error(500));
    String body =
        "{\"model\":\"@first%d/m\",\"models\":[\"@second%d/m\"],\"messages\":[]}"
            .formatted(used, used);
    Verdicts.good(world.send(ClientRequest.chat(body)), "hello from second" + used);
    assertThat(second().only().text()).isEqualTo("{\"model\":\"m\",\"messages\":[]}");
  }
}
