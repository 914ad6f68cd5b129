package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An upstream that stops in the middle of a stream never makes a whole answer out of a torn one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamCutTest {
  private static final int RUNS = 1_000;
  private static final long SEED = 20_260_101;

  private static final Chat CHAT = Chat.tokens(20);

  /** Everything up to the finish, which is never sent. */
  private static final Answer UNFINISHED = Answer.stream(CHAT.deltas("m"));

  private final World world =
      World.plan()
          .custom("own", "m")
          .customWith("patient", "timeouts: {idle: 1m}, ", "m")
          .defaults(
              """
              defaults:
                timeouts: {connect: 1m, first_byte: 1m, first_token: 1m, idle: 400ms, total: 2m}
                retry: {attempts: 0}
                breaker: {failures: 100000}
                max_concurrent: 512
              """)
          .start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @Test
  void cutByFinAnywhere() {
    int begun = runs(8, at -> UNFINISHED.cutAfter(at, Cut.FIN));
    assertThat(begun).as("runs that were cut after the first token").isGreaterThan(RUNS / 2);
  }

  @Test
  void cutByResetAnywhere() {
    int begun = runs(8, at -> UNFINISHED.cutAfter(at, Cut.RST));
    // A reset may overtake what was sent before it, so how many got that far is not for us to say.
    assertThat(begun).as("runs that were cut after the first token").isPositive();
  }

  @Test
  void silentForLongerThanIdleAnywhere() {
    // From the first token on: a stall before it is another timeout. Each run takes its timeout.
    int begun = runs(125, UNFINISHED::stallAfter, firstTokenEnd());
    assertThat(begun).isEqualTo(RUNS);
  }

  @Test
  void endedCleanlyWithoutFinishAfterAnyEvent() {
    List<String> events = CHAT.deltas("m");
    int begun = runs(8, at -> Answer.stream(events.subList(0, 1 + at % (events.size() - 1))));
    assertThat(begun).isPositive();
  }

  @Test
  void closeDelimitedAndCutAnywhere() {
    Answer bare = UNFINISHED.framed(Answer.Framing.UNTIL_CLOSE);
    int length = bare.wireBody().length;
    int begun = runs(8, at -> bare.cutAfter(Math.min(at, length - 1), Cut.FIN));
    assertThat(begun).isPositive();
  }

  @Test
  void theTornEventIsNotPassedOn() {
    String torn = Chat.content("m", "torn");
    Answer cut =
        Answer.stream(
            Chat.role("m"), Chat.content("m", "one "), torn.substring(0, torn.length() / 2));
    world.site("patient").always(cut);
    Verdicts.cutStream(world.stream("@patient/m"), "one ");
  }

  @Test
  void oneOfTwoChoicesLeftUnfinishedIsTruncated() {
    String two =
        Chat.event(
            "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"},\"finish_reason\":null}]}");
    world
        .site("patient")
        .always(Answer.stream(Chat.content("m", "a"), two, Chat.finish("m", "stop")));
    ClientAnswer answer = world.stream("@patient/m");
    assertThat(answer.done()).isFalse();
    assertThat(answer.streamError()).isPresent();
    assertThat(answer.end()).isNotEqualTo(dev.arobase.support.AnswerEnd.COMPLETE);
  }

  @Test
  void aFinishedStreamWithoutDoneGetsOne() {
    List<String> events = new ArrayList<>(CHAT.deltas("m"));
    events.add(Chat.finish("m", "stop"));
    for (Answer.Framing framing : List.of(Answer.Framing.CHUNKED, Answer.Framing.UNTIL_CLOSE)) {
      world.site("patient").always(Answer.stream(events).framed(framing));
      ClientAnswer answer = world.stream("@patient/m");
      Verdicts.good(answer, CHAT.text());
      assertThat(answer.text()).isEqualTo(String.join("", events) + Chat.done());
    }
  }

  @Test
  void aFinishedStreamIsWholeHoweverItsConnectionEnds() {
    String events = String.join("", CHAT.deltas("m")) + Chat.finish("m", "stop");
    // In one piece, so that idle, which is short here, has no gap but the one behind it.
    Answer finished = Answer.stream(events);
    int beforeFinalChunk = finished.wireBody().length - "0\r\n\r\n".length();
    for (Answer answer :
        List.of(
            finished.cutAfter(beforeFinalChunk, Cut.FIN),
            finished.stallAfter(beforeFinalChunk),
            Answer.stream(events, "data: {\"choices\":[],\"usa"))) {
      world.site("own").always(answer);
      ClientAnswer got = world.stream("@own/m");
      Verdicts.good(got, CHAT.text());
      assertThat(got.text()).isEqualTo(events + Chat.done());
    }
  }

  @Test
  void afterDoneTheBodyEndsThoughTheUpstreamLingers() {
    Answer whole = CHAT.streamed("m", false);
    Answer lingering = whole.stallAfter(whole.wireBody().length - "0\r\n\r\n".length());
    world.site("patient").always(lingering);
    Verdicts.good(world.stream("@patient/m"), CHAT.text());
  }

  @Test
  void anErrorEventAfterTheFirstTokenEndsTheStreamWithoutDone() {
    world
        .site("patient")
        .always(
            Answer.stream(
                Chat.content("m", "one "),
                Chat.event("{\"error\":{\"message\":\"overheated\",\"code\":503}}"),
                Chat.done()));
    ClientAnswer answer = world.stream("@patient/m");
    assertThat(answer.done()).isFalse();
    assertThat(answer.events().stream().filter(event -> event.json().has("error"))).hasSize(1);
    assertThat(answer.end()).isNotEqualTo(dev.arobase.support.AnswerEnd.COMPLETE);
  }

  private int runs(int parallel, IntFunction<Answer> answerCutAt) {
    return runs(parallel, answerCutAt, 0);
  }

  /**
   * Runs so many requests, each cut at another random place; how many got beyond the first token.
   */
  private int runs(int parallel, IntFunction<Answer> answerCutAt, int from) {
    Random random = new Random(SEED);
    int length = UNFINISHED.wireBody().length - "0\r\n\r\n".length();
    AtomicInteger begun = new AtomicInteger();
    List<Future<?>> results = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(parallel)) {
      for (int i = 0; i < RUNS; i++) {
        int at = random.nextInt(from, length);
        String model = "run-" + i;
        world.site("own").onModel(model, _ -> answerCutAt.apply(at));
        results.add(
            clients.submit(
                () -> {
                  if (verify(world.stream("@own/" + model), model + " cut at byte " + at)) {
                    begun.incrementAndGet();
                  }
                }));
      }
    }
    for (Future<?> result : results) {
      switch (result.state()) {
        case SUCCESS -> {}
        default -> throw new AssertionError(result.exceptionNow());
      }
    }
    return begun.get();
  }

  /** True when the stream had begun; otherwise it must have failed with a status. */
  private static boolean verify(ClientAnswer answer, String run) {
    if (answer.status() == 200) {
      Verdicts.cutStream(answer, CHAT.text());
      return true;
    }
    JsonNode error = Verdicts.envelope(answer, 502);
    assertThat(error.path("code").asText()).as(run).isIn("upstream_error", "upstream_unreachable");
    return false;
  }

  /** The place in {@link #UNFINISHED} behind the chunk of the first token. */
  private static int firstTokenEnd() {
    List<String> events = CHAT.deltas("m");
    return Answer.stream(events.subList(0, 2)).wireBody().length - "0\r\n\r\n".length();
  }
}
