package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Cut;
import dev.arobase.support.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A thousand requests where three attempts in ten fail somehow: no answer is ever a wrong one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomFaultsTest {
  private static final int REQUESTS = 1_000;
  private static final double FAULTY = 0.3;
  private static final long SEED = 20_260_102;

  private final World world =
      World.plan()
          .custom("one", "m")
          .custom("two", "m")
          .more("routes: {both: {targets: [\"@one/m\", \"@two/m\"]}}\n")
          .defaults(
              """
              defaults:
                timeouts: {connect: 15s, first_byte: 5s, first_token: 5s, idle: 4s, total: 1m}
                retry: {attempts: 1, max_delay: 1s}
                breaker: {failures: 100000}
                max_concurrent: 512
              """)
          .start();

  private final Random random = new Random(SEED);
  private final AtomicInteger finished = new AtomicInteger();

  @AfterAll
  void stop() {
    world.close();
  }

  @Test
  void noClientSeesAWrongDoubledMixedOrSilentlyTruncatedAnswer() throws Exception {
    for (String name : List.of("one", "two")) {
      world.site(name).always(request -> somehow(name, request));
    }
    AtomicInteger delivered = new AtomicInteger();
    List<Future<?>> results = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(24)) {
      for (int i = 0; i < REQUESTS; i++) {
        String nonce = "nonce" + i;
        boolean stream = i % 2 == 0;
        results.add(
            clients.submit(
                () -> {
                  if (verify(ask(nonce, stream), nonce)) {
                    delivered.incrementAndGet();
                  }
                }));
      }
    }
    for (Future<?> result : results) {
      result.get();
    }
    assertThat(delivered.get()).as("answers delivered").isGreaterThan(REQUESTS / 2);
    assertThat(finished.get())
        .as("generations that an upstream finished, and nobody abandoned")
        .isEqualTo(delivered.get());
  }

  private ClientAnswer ask(String nonce, boolean stream) {
    return world.send(
        ClientRequest.chat(
            "{\"model\":\"both\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(stream, nonce)));
  }

  /** What this provider would say in full. */
  private static Chat said(String provider, String nonce) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      words.add(provider + ":" + nonce + ":" + i + " ");
    }
    return new Chat(words, "stop");
  }

  private Answer somehow(String provider, ReceivedRequest request) {
    Answer whole =
        said(provider, request.json().at("/messages/0/content").asText()).answer(request);
    int length = whole.wireBody().length;
    double dice;
    int kind;
    int at;
    synchronized (random) {
      dice = random.nextDouble();
      kind = random.nextInt(8);
      at = random.nextInt(length - (request.stream() ? 300 : 1));
    }
    if (dice >= FAULTY) {
      finished.incrementAndGet();
      return whole;
    }
    return switch (kind) {
      case 0 -> Answer.error(500);
      case 1 -> Answer.error(503);
      case 2 -> Answer.drop(Cut.RST);
      case 3 -> Answer.drop(Cut.FIN);
      case 4 -> Answer.html(200);
      case 5 -> whole.cutAfter(at, Cut.FIN);
      case 6 -> whole.cutAfter(at, Cut.RST);
      default -> whole.stallAfter(at);
    };
  }

  /** True for a whole good answer; otherwise it must be an honest failure. */
  private boolean verify(ClientAnswer answer, String nonce) {
    if (answer.status() != 200) {
      JsonNode error = Verdicts.envelope(answer, answer.status());
      assertThat(answer.status()).isIn(502, 503, 504);
      Verdicts.attempts(error, error.at("/metadata/attempts").size());
      return false;
    }
    String provider = answer.header("x-arobase-provider");
    String whole = said(provider, nonce).text();
    if (answer.isStream() && answer.streamError().isPresent()) {
      Verdicts.cutStream(answer, whole);
      return false;
    }
    Verdicts.good(answer, whole);
    return true;
  }
}
