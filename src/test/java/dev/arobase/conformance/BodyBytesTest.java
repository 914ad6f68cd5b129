package dev.arobase.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.AnswerEnd;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies reach the other side byte for byte, but for the model's spelling and our own fields. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyBytesTest {
  private static final int TWENTY_MEGABYTES = 20_000_000;

  private final World world = World.plan().custom("own", "Qwen/Qwen3-Max").start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private String received(String body) {
    Verdicts.good(world.send(ClientRequest.chat(body)));
    return world.site("own").only().text();
  }

  static Stream<String> oddities() {
    return Stream.of(
        " \t{ \"model\" :\t\"@own/qwen/qwen3-max\" ,\r\n\"messages\":[ ] } \n ",
        "{\"messages\":[],\"temperature\":1e400,\"model\":\"@own/qwen/qwen3-max\"}",
        "{\"seed\":12345678901234567890,\"big\":-0.10000000000000000000001E+05,"
            + "\"model\":\"@own/qwen/qwen3-max\",\"messages\":[]}",
        "{\"model\":\"@own/qwen/qwen3-max\",\"messages\":[{\"role\":\"user\",\"role\":\"user\","
            + "\"content\":\"a\",\"content\":\"b\"}]}",
        "{\"model\":\"@own/qwen/qwen3-max\",\"messages\":[{\"content\":\"\\ud800 \\u0000 \\/ é 😀"
            + " \\u00e9\"}]}",
        "{\"model\":\"@own/qwen/qwen3-max\",\"metadata\":{\"model\":\"@other/x\",\"provider\":1,"
            + "\"portkey_provider\":\"kept\"},\"messages\":[]}",
        "{\"x\":{\"y\":[1,2,{\"z\":null}]},\"\\u006dessages\":[],\"model\":\"@own/qwen/qwen3-max\"}",
        "{\"model\":\"@own/qwen/qwen3-max\",\"stop\":[\"\\n"
            + "\"],\"stop\":\"twice\",\"messages\":[]}");
  }

  @ParameterizedTest
  @MethodSource("oddities")
  void everythingButTheModelIsUntouched(String body) {
    assertThat(received(body))
        .isEqualTo(body.replace("\"@own/qwen/qwen3-max\"", "\"Qwen/Qwen3-Max\""));
  }

  @Test
  void theModelMayBeWrittenWithEscapes() {
    assertThat(received("{\"model\":\"\\u0040own\\/qwen\\/qwen3-m\\u0061x\",\"messages\":[]}"))
        .isEqualTo("{\"model\":\"Qwen/Qwen3-Max\",\"messages\":[]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"portkey_provider\":\"own\",\"model\":\"qwen/qwen3-max\",\"messages\":[]}",
        "{\"model\":\"qwen/qwen3-max\",\"provider\":\"own\",\"messages\":[]}",
        "{\"model\":\"qwen/qwen3-max\",\"messages\":[],\"portkey_virtual_key\":\"secret-thing\"}",
        "{\"portkey_a\":{\"b\":[1]},\"provider\":[\"own\"],\"model\":\"qwen/qwen3-max\","
            + "\"messages\":[],\"portkey_c\":null}"
      })
  void fieldsOfTheGatewayAreCutWithTheirCommas(String body) {
    assertThat(received(body)).isEqualTo("{\"model\":\"Qwen/Qwen3-Max\",\"messages\":[]}");
  }

  @Test
  void twentyMegabytesArriveWhole() {
    StringBuilder text = new StringBuilder(TWENTY_MEGABYTES + 100);
    text.append("{\"messages\":[{\"role\":\"user\",\"content\":\"");
    for (int i = 0; text.length() < TWENTY_MEGABYTES; i++) {
      text.append("line ").append(i).append("\\n");
    }
    String rest = text.append("\"}],\"model\":").toString();
    Verdicts.good(world.send(ClientRequest.chat(rest + "\"@own/qwen/qwen3-max\"}")));
    byte[] got = world.site("own").only().body();
    assertThat(got).isEqualTo((rest + "\"Qwen/Qwen3-Max\"}").getBytes(UTF_8));
  }

  @Test
  void aChunkedRequestBodyIsTheSame() {
    String body = "{\"model\":\"@own/qwen/qwen3-max\",\"messages\":[]}";
    StringBuilder chunks = new StringBuilder();
    for (int i = 0; i < body.length(); i += 5) {
      String part = body.substring(i, Math.min(body.length(), i + 5));
      chunks.append(Integer.toHexString(part.length())).append("\r\n").append(part).append("\r\n");
    }
    ClientRequest request =
        ClientRequest.chat(chunks + "0\r\n\r\n").header("Transfer-Encoding", "chunked");
    Verdicts.good(world.send(request));
    assertThat(world.site("own").only().text())
        .isEqualTo("{\"model\":\"Qwen/Qwen3-Max\",\"messages\":[]}");
  }

  @ParameterizedTest
  @EnumSource(
      value = Answer.Framing.class,
      names = {"CHUNKED", "CONTENT_LENGTH", "UNTIL_CLOSE"})
  void aPlainAnswerComesBackByteForByte(Answer.Framing framing) {
    String body =
        "{ \"id\":\"x\",\"choices\":[ {\"index\":0,\"message\":{\"role\":\"assistant\","
            + "\"content\":null,\"reasoning_content\":\"\\ud800é\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":"
            + " 1}\"}}]},\"finish_reason\":\"tool_calls\"}],\"citations\":[\"https://a.example\"],"
            + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3,\"estimated_cost\":1.81e-06,\"details\":null},\"n\":1e400"
            + " }\n";
    world.site("own").always(Answer.json(body).framed(framing));
    ClientAnswer answer = world.chat("@own/m");
    assertThat(answer.end()).isEqualTo(AnswerEnd.COMPLETE);
    assertThat(answer.text()).isEqualTo(body);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
  }

  @Test
  void aLargePlainAnswerComesBackByteForByte() {
    String body = Chat.saying("b64 ".repeat(3_000_000)).plainBody("m");
    world.site("own").always(Answer.json(body));
    assertThat(world.chat("@own/m").body()).isEqualTo(body.getBytes(UTF_8));
  }

  static Stream<Answer> odd() {
    String one = Chat.content("m", "one ");
    String crlf = Chat.content("m", "two").replace("\n", "\r\n");
    String finish = Chat.finish("m", "stop");
    List<String> events =
        List.of(
            ": comment\n\n",
            Chat.role("m"),
            one,
            crlf,
            "data:{\"choices\":[],\"usage\":{\"x\":1e400}}\n\n",
            "event: custom\n"
                + "id: 7\n"
                + "retry: 5\n"
                + "data: {\"choices\":[{\"index\":0,\n"
                + "data: \"delta\":{}}]}\n\n",
            finish,
            Chat.usage("m"),
            Chat.done());
    Answer whole = Answer.stream(events);
    return Stream.of(
        whole,
        whole.bytesPerWrite(1),
        whole.bytesPerWrite(7),
        whole.framed(Answer.Framing.UNTIL_CLOSE),
        Answer.stream(String.join("", events)));
  }

  @ParameterizedTest
  @MethodSource("odd")
  void aStreamComesBackByteForByteHoweverItIsSplit(Answer sent) {
    world.site("own").always(sent);
    ClientAnswer answer = world.stream("@own/m");
    Verdicts.good(answer, "one two");
    String all = new String(sent.framed(Answer.Framing.UNTIL_CLOSE).wireBody(), UTF_8);
    assertThat(answer.text()).isEqualTo(all);
  }

  @Test
  void anAnswerThatIsCompressedUnaskedArrivesUnpackedAndSaysSo() {
    String body = Chat.saying("hi").plainBody("m");
    world.site("own").always(Answer.json(body).gzip());
    ClientAnswer answer = world.chat("@own/m");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().has("content-encoding")).isFalse();
    assertThat(answer.text()).isEqualTo(body);
  }

  @Test
  void anyOtherEndpointOfANamedProviderPassesAsItIs() {
    world.site("own").always(Answer.json("{\"x\": [1]}"));
    ClientAnswer answer =
        world.send(
            ClientRequest.post(
                "/v1/embeddings", "{\"model\":\"@own/e\",\"input\":[1,2],\"dim\":1e0}"));
    assertThat(answer.text()).isEqualTo("{\"x\": [1]}");
    assertThat(world.site("own").only().text())
        .isEqualTo("{\"model\":\"e\",\"input\":[1,2],\"dim\":1e0}");
    assertThat(world.site("own").only().target()).isEqualTo("/own/v1/embeddings");
  }
}
