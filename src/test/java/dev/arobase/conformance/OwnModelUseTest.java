package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.FakeUpstream;
import dev.arobase.support.Gate;
import dev.arobase.support.Gateway;
import dev.arobase.support.ReceivedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A model of one's own, served by vLLM behind an OAuth proxy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnModelUseTest {
  private static final String SERVICE_ACCOUNT = "sha256~SA-TOKEN";
  private static final String TOKEN = "sha256~upstream-token";

  private final FakeUpstream upstream = FakeUpstream.start();
  private final World world =
      World.plan(upstream)
          .provider(
              "gpt-oss",
              upstream.site("gpt-oss").baseUrl(),
              "api_key: \"${GPT_OSS_TOKEN}\", headers: {X-Team: search}, ",
              "gpt-oss-20b-rhaiis")
          .custom("oauth", "behind-oauth")
          .environment("GPT_OSS_TOKEN", TOKEN)
          .auth(
              "auth: {keys: [{name: tester, key: %s}, {name: sa, key: \"%s\"}]}\n"
                  .formatted(World.CLIENT_KEY, SERVICE_ACCOUNT))
          .start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private ClientAnswer asServiceAccount(String body) {
    return world.send(ClientRequest.chat(body).key(SERVICE_ACCOUNT));
  }

  @Test
  void theRequestWithToolsAsItStands() {
    String body =
        """
        {
          "model": "gpt-oss-20b-rhaiis",
          "messages": [{"role": "system", "content": "You are a helpful assistant with access to tools."},
                       {"role": "user", "content": "What is the weather in San Francisco?"}],
          "tools": [{"type": "function", "function": {"name": "get_weather", "description": "Get the current weather for a location",
            "parameters": {"type": "object", "properties": {"location": {"type": "string", "description": "City and state"},
              "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}}, "required": ["location"]}}}],
          "tool_choice": "auto", "max_tokens": 200}\
        """;
    String answer =
        """
        {"id":"chatcmpl-1","object":"chat.completion","created":1764000000,"model":"gpt-oss-20b-rhaiis",\
        "choices":[{"index":0,"message":{"role":"assistant","content": null,"tool_calls":[{"id":\
        "chatcmpl-tool-1f","type":"function","function":{"name":"get_weather","arguments":\
        "{\\"location\\": \\"San Francisco, CA\\", \\"unit\\": \\"fahrenheit\\"}"}}],\
        "reasoning_content":"User asks for weather in San Francisco."},"finish_reason":"tool_calls"}],\
        "usage":{"prompt_tokens":12,"completion_tokens":15,"total_tokens":27},"kv_transfer_params":null}\
        """;
    world.site("gpt-oss").always(Answer.json(answer));
    assertThat(asServiceAccount(body).text()).isEqualTo(answer);
    ReceivedRequest received = world.site("gpt-oss").only();
    assertThat(received.text()).isEqualTo(body);
    assertThat(received.bearer()).contains(TOKEN);
    assertThat(received.headers().first("x-team")).contains("search");
  }

  @Test
  void streamedToolCallsAndReasoningArriveAsSent() {
    List<String> events =
        List.of(
            Chat.chunk("m", "{\"role\":\"assistant\",\"content\":null}", "null"),
            Chat.chunk("m", "{\"reasoning_content\":\"think \"}", "null"),
            Chat.chunk(
                "m",
                "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
                    + "\"function\":{\"name\":\"get_weather\",\"arguments\":\"\"}}]}",
                "null"),
            Chat.chunk(
                "m",
                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"loc\"}}]}",
                "null"),
            Chat.chunk(
                "m",
                "{\"tool_calls\":[{\"index\":1,\"id\":\"call_2\",\"type\":\"function\","
                    + "\"function\":{\"name\":\"get_weather\",\"arguments\":\"{}\"}}]}",
                "null"),
            Chat.finish("m", "tool_calls"),
            Chat.done());
    world.site("gpt-oss").always(Answer.stream(events));
    ClientAnswer answer =
        asServiceAccount("{\"model\":\"gpt-oss-20b-rhaiis\",\"stream\":true,\"messages\":[]}");
    assertThat(answer.text()).isEqualTo(String.join("", events));
  }

  @Test
  void aTurnWithToolResultsIsForwardedAsItIs() {
    String body =
        """
        {"model":"gpt-oss-20b-rhaiis","messages":[{"role":"user","content":"w?"},{"role":"assistant",\
        "content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]},\
        {"role":"tool","tool_call_id":"t","content":"{\\"t\\": 60}"}]}\
        """;
    Verdicts.good(asServiceAccount(body));
    assertThat(world.site("gpt-oss").only().text()).isEqualTo(body);
  }

  @Test
  void whatTheOAuthProxySaysIsNoAnswer() {
    String elsewhere = world.site("gpt-oss").baseUrl() + "/chat/completions";
    for (Answer answer :
        List.of(Answer.html(200), Answer.html(302).header("Location", elsewhere))) {
      world.site("oauth").always(answer);
      for (boolean stream : new boolean[] {false, true}) {
        ClientAnswer got = world.chat("@oauth/behind-oauth", stream);
        Verdicts.error(got, 502, "upstream_error");
        assertThat(got.text()).doesNotContain("Please sign in", "<html");
      }
    }
    assertThat(world.site("gpt-oss").requests()).isEmpty();
  }

  @Test
  void bothErrorShapesOfVllmBecomeOne() {
    String message = "max_tokens must be at least 1, got -1.";
    for (String body :
        List.of(
            "{\"error\":{\"message\":\"%s\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}}",
            "{\"object\":\"error\",\"message\":\"%s\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}")) {
      world.reset();
      world.site("gpt-oss").always(Answer.json(400, body.formatted(message)));
      ClientAnswer answer = world.chat("gpt-oss-20b-rhaiis");
      assertThat(Verdicts.envelope(answer, 400).path("message").asText()).isEqualTo(message);
      assertThat(world.site("gpt-oss").requests()).hasSize(1);
    }
  }

  @Test
  void aTitleIsAskedForBesideTheStream() {
    Gate gate = new Gate();
    world
        .site("gpt-oss")
        .play(
            Answer.stream(
                    Chat.content("m", "one "),
                    Chat.content("m", "two"),
                    Chat.finish("m", "stop"),
                    Chat.done())
                .gateAt(1, gate));
    try (ClientConnection stream = world.begin(Gateway.chat("gpt-oss-20b-rhaiis", true))) {
      assertThat(stream.readUntil("one ")).isTrue();
      Verdicts.good(world.chat("gpt-oss-20b-rhaiis"), "hello from gpt-oss");
      gate.open();
      Verdicts.good(stream.rest(), "one two");
    }
  }
}
