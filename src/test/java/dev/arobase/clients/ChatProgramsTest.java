package dev.arobase.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.conformance.Verdicts;
import dev.arobase.conformance.World;
import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.FakeUpstream;
import dev.arobase.support.Gate;
import dev.arobase.support.Gateway;
import dev.arobase.support.Headers;
import dev.arobase.support.Launchers;
import dev.arobase.support.ReceivedRequest;
import dev.arobase.support.ServerSentEvent;
import dev.arobase.support.Site;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What LibreChat and Open WebUI send at their start and per message. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatProgramsTest {
  private static final List<String> BASE_PATHS = List.of("/v1", "/@openai/v1");
  private static final String LIST = "{\"object\":\"list\",\"data\":[]}";
  private static final byte[] SPEECH = {(byte) 0xff, (byte) 0xfb, 0, 1, 2, 13, 10, 13, 10};

  private final World world =
      World.plan()
          .builtIn(
              "openai",
              "/v1",
              "OPENAI_API_KEY",
              "gpt-4o-mini",
              "text-embedding-3-small",
              "tts-1",
              "gpt-image-1")
          .priced("local", "own-model", "0.04", "0.13")
          .start();
  private final Site openai = world.site("openai");

  @BeforeEach
  void reset() {
    world.reset();
    openai.always(ChatProgramsTest::answer);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private static Answer answer(ReceivedRequest request) {
    String target = request.target();
    return switch (target.substring(target.indexOf("/v1") + "/v1".length())) {
      case "/chat/completions" -> Chat.saying("It will rain.").answer(request);
      case "/responses" -> Answer.stream(RESPONSE);
      case "/audio/speech" -> Answer.of(200, "audio/mpeg", SPEECH);
      default -> Answer.json(LIST);
    };
  }

  private static final List<String> RESPONSE =
      Stream.of(
              "{\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"output\":[]}}",
              "{\"type\":\"response.output_text.delta\",\"delta\":\"Good morning\"}",
              "{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"output\":[],"
                  + "\"usage\":{\"input_tokens\":3,\"output_tokens\":2,\"total_tokens\":5}}}")
          .map(Chat::event)
          .toList();

  static Stream<Arguments> requests() {
    return Stream.of("librechat", "open-webui")
        .flatMap(
            client ->
                RecordedRequest.of(client).stream()
                    .flatMap(
                        request ->
                            BASE_PATHS.stream().map(path -> Arguments.of(client, path, request))));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @MethodSource("requests")
  void aRequestIsNotAnsweredAsTheProgramNeedsIt(
      String client, String basePath, RecordedRequest recorded) {
    ClientAnswer answer = world.send(recorded.request(basePath, World.CLIENT_KEY));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    if (recorded.method().equals("GET")) {
      assertReadableList(answer, recorded.headers().has("anthropic-version"));
      return;
    }
    ReceivedRequest received = openai.only();
    assertThat(received.target()).isEqualTo(openai.target(recorded.path()));
    assertThat(received.body()).as(received.text()).isEqualTo(recorded.upstream());
    assertHeaders(recorded.headers(), received.headers());
    assertAnswer(recorded, answer);
  }

  /** LibreChat gives up its whole table of prices for one entry that is not so. */
  private static void assertReadableList(ClientAnswer answer, boolean anthropic) {
    JsonNode data = answer.json().path("data");
    assertThat(data).isNotEmpty();
    for (JsonNode entry : data) {
      assertThat(entry.path("id").isTextual()).as("%s", entry).isTrue();
      if (anthropic) {
        assertThat(entry.path("type").asText()).isEqualTo("model");
        continue;
      }
      assertThat(entry.path("context_length").isNumber()).as("%s", entry).isTrue();
      assertThat(entry.at("/pricing/prompt").isTextual()).as("%s", entry).isTrue();
      assertThat(entry.at("/pricing/completion").isTextual()).as("%s", entry).isTrue();
      // Open WebUI takes these for its own.
      for (String name :
          List.of("tags", "info", "pipeline", "arena", "loaded", "connection_type", "preset")) {
        assertThat(entry.has(name)).as("%s in %s", name, entry).isFalse();
      }
      assertThat(entry.path("provider").isTextual()).as("%s", entry).isFalse();
    }
  }

  private static void assertHeaders(Headers sent, Headers received) {
    for (String name : received.names()) {
      assertThat(name)
          .doesNotStartWith("x-openwebui-")
          .doesNotStartWith("x-librechat-")
          .doesNotStartWith("x-portkey-")
          .isNotIn("sec-fetch-mode", "x-chat", "x-user", "http-referer", "x-title");
    }
    assertThat(received.first("x-stainless-lang")).isEqualTo(sent.first("x-stainless-lang"));
    assertThat(received.first("content-type")).isEqualTo(sent.first("content-type"));
    assertThat(received.first("authorization")).contains("Bearer " + World.keyOf("openai"));
    assertThat(received.first("user-agent").orElse("")).startsWith("arobase/");
  }

  private static void assertAnswer(RecordedRequest recorded, ClientAnswer answer) {
    switch (recorded.path()) {
      case "/chat/completions" -> assertChat(recorded, answer);
      case "/responses" -> assertThat(answer.text()).isEqualTo(String.join("", RESPONSE));
      case "/audio/speech" -> {
        assertThat(answer.body()).isEqualTo(SPEECH);
        assertThat(answer.header("content-type")).isEqualTo("audio/mpeg");
      }
      default -> assertThat(answer.text()).isEqualTo(LIST);
    }
  }

  private static void assertChat(RecordedRequest recorded, ClientAnswer answer) {
    assertThat(answer.isStream()).isEqualTo(recorded.stream());
    Verdicts.good(answer, "It will rain.");
    if (recorded.stream()) {
      boolean asked = new String(recorded.body(), UTF_8).contains("include_usage");
      assertThat(answer.events().stream().map(ServerSentEvent::json))
          .as("usage in %s", answer)
          .filteredOn(event -> event.has("usage"))
          .hasSize(asked ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", "/@openai/v1"})
  void theTitleWaitsForTheStreamBesideIt(String basePath) {
    Gate end = new Gate();
    openai.play(
        Answer.stream(
                Chat.role("m"), Chat.content("m", "It "), Chat.finish("m", "stop"), Chat.done())
            .gateAt(2, end));
    RecordedRequest message = recorded("librechat", "message");
    RecordedRequest title = recorded("librechat", "title, by completion");
    try (ClientConnection stream = world.begin(message.request(basePath, World.CLIENT_KEY))) {
      assertThat(stream.readUntil("It ")).isTrue();
      Verdicts.good(world.send(title.request(basePath, World.CLIENT_KEY)), "It will rain.");
      end.open();
      Verdicts.good(stream.rest(), "It ");
    }
  }

  @Test
  void theListWaitsForAProviderThatHangs() {
    String routes =
        """
        auth: {keys: [{name: tester, key: %s}]}
        catalog: {canonical: none}
        providers:
          hanging: {base_url: "%s", models: {sync: 15m, list: [own-model]}}
        """;
    try (FakeUpstream upstream = FakeUpstream.start()) {
      Site hanging = upstream.site("hanging");
      hanging.list(Answer.silence());
      String yaml = routes.formatted(World.CLIENT_KEY, hanging.baseUrl());
      try (Gateway gateway =
          Gateway.start(Launchers.cheapest(), yaml, Map.of(), World.CLIENT_KEY)) {
        RecordedRequest list = RecordedRequest.of("librechat").getFirst();
        ClientAnswer answer = gateway.send(list.request("/v1", World.CLIENT_KEY));
        assertThat(answer.json().at("/data/0/id").asText()).endsWith("own-model");
      }
    }
  }

  private static RecordedRequest recorded(String client, String step) {
    return RecordedRequest.of(client).stream()
        .filter(request -> request.step().equals(step))
        .findFirst()
        .orElseThrow();
  }
}
