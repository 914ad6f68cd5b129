package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.AnswerEnd;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Upstreams that compress although nobody asked them to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackedAnswersTest {
  private static final String BIG =
      "{\"choices\":[],\"text\":\"" + "w".repeat(4 * 1024 * 1024) + "\"}";

  private final World world = World.plan().custom("own", "m").start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private static Answer packedBytes(byte[] bytes, String coding) {
    return Answer.of(200, "application/json", bytes).header("Content-Encoding", coding);
  }

  private static byte[] gzipped(String body) {
    Answer.Part only = Answer.json(body).gzip().parts().getFirst();
    return only instanceof Answer.Part.Bytes(byte[] bytes) ? bytes : new byte[0];
  }

  @Test
  void aPackedPlainAnswerArrivesUnpackedAndUnlabelled() {
    world.site("own").always(Answer.json("{\"id\":\"a\",\"choices\":[]}").gzip());
    ClientAnswer answer = world.chat("@own/m");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"id\":\"a\",\"choices\":[]}");
    assertThat(answer.headers().has("content-encoding")).isFalse();
  }

  @Test
  void aPackedStreamIsStillWatched() {
    world
        .site("own")
        .always(
            Answer.stream(
                    Chat.content("m", "one "), Chat.content("m", "two"), Chat.finish("m", "stop"))
                .gzip());
    ClientAnswer answer = world.stream("@own/m");
    Verdicts.good(answer, "one two");
    assertThat(answer.headers().has("content-encoding")).isFalse();
  }

  @Test
  void aPackedStreamWithoutAnEndIsCut() {
    world.site("own").always(Answer.stream(Chat.content("m", "one ")).gzip());
    ClientAnswer answer = world.stream("@own/m");
    assertThat(answer.streamError()).isPresent();
    assertThat(answer.end()).isNotEqualTo(AnswerEnd.COMPLETE);
  }

  @Test
  void muchThatWasPackedSmallArrivesWhole() {
    world.site("own").always(Answer.json(BIG).gzip());
    ClientAnswer answer = world.chat("@own/m");
    assertThat(answer.end()).isEqualTo(AnswerEnd.COMPLETE);
    assertThat(answer.body()).hasSize(BIG.length());
  }

  @Test
  void whatBreaksOffWhilePackedIsNoCleanEnd() {
    byte[] whole = gzipped(BIG);
    world.site("own").always(packedBytes(Arrays.copyOf(whole, whole.length / 2), "gzip"));
    assertThat(world.chat("@own/m").end()).isNotEqualTo(AnswerEnd.COMPLETE);
  }

  @Test
  void whatIsNotPackedAsItSaysIsGarbage() {
    for (String coding : List.of("gzip", "deflate", "br", "gzip, br")) {
      world.reset();
      world.site("own").always(packedBytes(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, coding));
      Verdicts.error(world.chat("@own/m"), 502, "upstream_error");
    }
  }

  @Test
  void aPackedErrorIsRead() {
    world.site("own").always(Answer.error(400, "too hot", "t", "\"hot\"").gzip());
    Verdicts.error(world.chat("@own/m"), 400, "hot");
  }
}
