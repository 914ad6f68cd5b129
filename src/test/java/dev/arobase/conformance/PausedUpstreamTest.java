package dev.arobase.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.AnswerEnd;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.Gateway;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An upstream that was made to wait goes on, and its connection is as good as new. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PausedUpstreamTest {
  private static final int EVENT_BYTES = 16_000;
  private static final int EVENTS = 1_000;

  private final World world = World.plan().customWith("own", "max_concurrent: 1, ", "m").start();

  @AfterAll
  void stop() {
    world.close();
  }

  private static Answer large(int eventBytes) {
    byte[] event = Chat.content("m", "x".repeat(eventBytes)).getBytes(UTF_8);
    byte[] last = (Chat.finish("m", "stop") + Chat.done()).getBytes(UTF_8);
    return Answer.stream()
        .parts(
            List.of(
                new Answer.Part.Repeat(event, (long) EVENTS * EVENT_BYTES / eventBytes),
                new Answer.Part.Bytes(last)));
  }

  private void everyByteComes(int eventBytes) {
    world.reset();
    world.site("own").onModel("large", _ -> large(eventBytes));
    // One connection of the client: one event loop, and so one pool of the upstream's.
    try (ClientConnection reader = ClientConnection.openNarrow(world.gateway().port(), 64 * 1024)) {
      for (int i = 0; i < 2; i++) {
        reader.send(world.gateway().authorized(Gateway.chat("@own/large", true)));
        assertThat(reader.head()).isEqualTo(200);
        long[] count = {0};
        assertThat(reader.drain(bytes -> count[0] += bytes)).isEqualTo(AnswerEnd.COMPLETE);
        assertThat(count[0]).isGreaterThan((long) EVENTS * EVENT_BYTES);
        Verdicts.good(reader.exchange(world.gateway().authorized(Gateway.chat("@own/m", false))));
      }
    }
    assertThat(world.site("own").requests()).hasSize(4);
  }

  @Test
  void largeEventsForASlowReader() {
    everyByteComes(EVENT_BYTES);
  }

  @Test
  void smallEventsForASlowReader() {
    everyByteComes(200);
  }
}
