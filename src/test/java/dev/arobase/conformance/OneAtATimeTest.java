package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A client that asks again as soon as it has an answer is never in its own way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneAtATimeTest {
  private static final int TIMES = 200;

  private final World world =
      World.plan()
          .customWith("own", "max_concurrent: 1, queue: {length: 0, wait: 0s}, ", "m")
          .server("max_requests: 1")
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
  void afterPlainAnswers() {
    for (int i = 0; i < TIMES; i++) {
      Verdicts.good(world.chat("@own/m"));
    }
  }

  @Test
  void afterStreams() {
    for (int i = 0; i < TIMES; i++) {
      Verdicts.good(world.stream("@own/m"));
    }
  }

  @Test
  void afterStreamsThatLackTheirEnd() {
    world.site("own").always(Answer.stream(Chat.content("m", "a"), Chat.finish("m", "stop")));
    for (int i = 0; i < TIMES; i++) {
      Verdicts.good(world.stream("@own/m"), "a");
    }
  }

  @Test
  void afterErrors() {
    world.site("own").always(Answer.error(400));
    for (int i = 0; i < TIMES; i++) {
      assertThat(world.chat("@own/m").status()).isEqualTo(400);
      assertThat(world.send(ClientRequest.chat("{")).status()).isEqualTo(400);
    }
  }
}
