package dev.arobase.clients;

import dev.arobase.conformance.World;
import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.Cut;
import dev.arobase.support.Gate;
import dev.arobase.support.ReceivedRequest;
import java.time.Duration;
import java.util.List;

/** What every SDK meets: one provider, and what its models say. */
final class SdkWorld {
  static final String MODEL = "gpt-4o-mini";

  /** The same model, with little patience for its first byte. */
  static final String IMPATIENT = "impatient";

  /** The same model, asked once more by the gateway itself. */
  static final String REPEATED = "repeated";

  /** Longer than anything here takes, for waiting on what nobody can announce. */
  static final Duration LONGEST = Duration.ofSeconds(45);

  /** Enough for a request to reach an upstream in all likelihood; nothing here fails if not. */
  static final Duration SHORT_TIMEOUT = Duration.ofMillis(500);

  /** How many bytes say that a body in chunks is whole. */
  static final long LAST_CHUNK = "0\r\n\r\n".length();

  /** Bytes of an event that is cut in its middle. */
  private static final int INTO_THE_NEXT = 16;

  private static final String ROUTES =
      """
      routes:
        impatient: {targets: ["@openai/gpt-4o-mini"], timeouts: {first_byte: 200ms}}
        repeated: {targets: ["@openai/gpt-4o-mini"], retry: {attempts: 1}}
      """;

  private SdkWorld() {}

  static World start() {
    return World.plan()
        .builtIn("openai", "/v1", "OPENAI_API_KEY", MODEL, "text-embedding-3-small")
        .more(ROUTES)
        .start();
  }

  /**
   * A world of its own whose provider never answers: after a timeout its request may still be on
   * the way, and must not be taken for another test's.
   */
  static World silent() {
    World world = start();
    world.site("openai").always(Answer.silence());
    return world;
  }

  /** What a client is given as base URL, with this path behind the gateway's origin. */
  static String baseUrl(World world, String path) {
    return "http://127.0.0.1:" + world.gateway().port() + path;
  }

  /** The weather tool called for Oslo, streamed or plain as the request asks. */
  static Answer weatherCall(ReceivedRequest request) {
    return request.stream() ? streamedWeatherCall() : plainWeatherCall();
  }

  private static Answer plainWeatherCall() {
    return Answer.json(
        """
        {"id":"chatcmpl-2","object":"chat.completion","created":1764000000,"model":"gpt-4o-mini",\
        "choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_7",\
        "type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":\\"Oslo\\"}"}}]},\
        "finish_reason":"tool_calls"}],\
        "usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29}}\
        """);
  }

  /** The arguments come in pieces, as they do from models. */
  private static Answer streamedWeatherCall() {
    return Answer.stream(
        List.of(
            Chat.role(MODEL),
            toolDelta("\"id\":\"call_7\",\"type\":\"function\",", "\"name\":\"get_weather\",", ""),
            toolDelta("", "", "{\\\"city\\\":"),
            toolDelta("", "", "\\\"Oslo\\\"}"),
            Chat.finish(MODEL, "tool_calls"),
            Chat.done()));
  }

  private static String toolDelta(String call, String function, String arguments) {
    return Chat.chunk(
        MODEL,
        "{\"tool_calls\":[{\"index\":0,%s\"function\":{%s\"arguments\":\"%s\"}}]}"
            .formatted(call, function, arguments),
        "null");
  }

  /** A person as a model asked for structured output would write one. */
  static Answer person() {
    return Chat.saying("{\\\"name\\\":\\\"Ada Lovelace\\\",\\\"born\\\":1815}").plain(MODEL);
  }

  /** One word, and then the connection is gone. */
  static Answer brokenStream() {
    Answer begun = begunStream();
    return begun.cutAfter(begun.wireBody().length - LAST_CHUNK, Cut.FIN);
  }

  /**
   * One word, and when the gate opens the connection is gone within the next: a client that reads
   * ahead may drop the word with the connection, if both come at once.
   */
  static Answer streamBrokenAfter(Gate heard) {
    long begun = begunStream().wireBody().length - LAST_CHUNK;
    return Answer.stream(
            Chat.role(MODEL), Chat.content(MODEL, "Once "), Chat.content(MODEL, "upon "))
        .gateAt(2, heard)
        .cutAfter(begun + INTO_THE_NEXT, Cut.FIN);
  }

  /** One word, and then nothing more. */
  static Answer stalledStream() {
    Answer begun = begunStream();
    return begun.stallAfter(begun.wireBody().length - LAST_CHUNK);
  }

  private static Answer begunStream() {
    return Answer.stream(Chat.role(MODEL), Chat.content(MODEL, "Once "));
  }
}
