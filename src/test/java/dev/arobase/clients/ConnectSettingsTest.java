package dev.arobase.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.models.Model;
import dev.arobase.cli.PrintedSettings;
import dev.arobase.conformance.World;
import dev.arobase.support.Answer;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Site;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;

/** What {@code connect} prints leads to an answer, used as it stands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectSettingsTest {
  private static final String MODEL = "@openai/gpt-4o-mini";

  /** Their settings are code, run by the tests in {@code compat/}. */
  private static final Set<String> IN_OTHER_LANGUAGES =
      Set.of(
          "openai-python",
          "openai-node",
          "langchain",
          "langchain-js",
          "vercel-ai-sdk",
          "llamaindex",
          "litellm");

  private final World world = SdkWorld.start();
  private final Site openai = world.site("openai");
  @TempDir private Path folder;

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private String printed(String client) {
    return PrintedSettings.of(client, world.gateway().port(), World.CLIENT_KEY, MODEL, folder);
  }

  @Test
  void aClientsSettingsAreUsedByNoTest() {
    Set<String> tested = new HashSet<>(IN_OTHER_LANGUAGES);
    tested.addAll(List.of("curl", "open-webui", "openai-java", "langchain4j", "spring-ai"));
    tested.addAll(
        List.of("aider", "claude-code", "cline", "codex", "continue", "goose", "librechat", "llm"));
    tested.addAll(List.of("opencode", "zed"));
    assertThat(tested).containsExactlyInAnyOrderElementsOf(PrintedSettings.clients());
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai-java", "langchain4j"})
  void pastedJavaDoesNotRun(String client) {
    assertThat(JavaSnippet.run(printed(client), folder))
        .isEqualToIgnoringNewLines("hello from openai");
    assertThat(openai.only().model()).isEqualTo(SdkWorld.MODEL);
  }

  @Test
  void springAi1MissesThePath() {
    JsonNode settings = Connection.yaml(printed("spring-ai")).at("/spring/ai/openai");
    OpenAiApi api =
        OpenAiApi.builder()
            .baseUrl(settings.path("base-url").asText())
            .apiKey(settings.path("api-key").asText())
            .completionsPath(settings.at("/chat/completions-path").asText())
            .embeddingsPath(settings.at("/embedding/embeddings-path").asText())
            .build();
    OpenAiChatModel model =
        OpenAiChatModel.builder()
            .openAiApi(api)
            .defaultOptions(
                OpenAiChatOptions.builder()
                    .model(settings.at("/chat/options/model").asText())
                    .build())
            .build();
    assertThat(model.call("Hello!")).isEqualTo("hello from openai");
    assertThat(openai.only().target()).isEqualTo("/openai/v1/chat/completions");
  }

  /** It hands base URL and key to OpenAI's SDK. */
  @Test
  void springAi2MissesThePath() {
    JsonNode settings = Connection.yaml(printed("spring-ai")).at("/spring/ai/openai");
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl(settings.path("base-url").asText())
            .apiKey(settings.path("api-key").asText())
            .build();
    assertThat(client.models().list().data()).extracting(Model::id).contains(SdkWorld.MODEL);
    assertThat(settings.at("/chat/model").asText()).isEqualTo(MODEL);
  }

  @Test
  void thePastedCurlLineFails() {
    String line = printed("curl");
    // Where there is no curl, what the shell would give it is sent all the same.
    String answer = Shell.has("curl") ? Shell.run(line.replace("curl ", "curl -sS ")) : sent(line);
    assertThat(answer).contains("hello from openai");
    assertThat(openai.only().model()).isEqualTo(SdkWorld.MODEL);
  }

  private String sent(String line) {
    List<String> words = Shell.argumentsOf("curl", line);
    ClientRequest request =
        ClientRequest.post(URI.create(words.getFirst()).getPath(), words.getLast());
    for (int i = 1; i + 1 < words.size(); i++) {
      if (words.get(i - 1).equals("-H") && !words.get(i).startsWith("Content-Type")) {
        String[] header = words.get(i).split(": ", 2);
        request = request.header(header[0], header[1]);
      }
    }
    return world.send(request).text();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aider",
        "claude-code",
        "cline",
        "codex",
        "continue",
        "goose",
        "librechat",
        "llm",
        "opencode",
        "zed"
      })
  void aClientIsLedElsewhere(String client) {
    openai.always(Answer.json("{\"id\":\"answer-1\",\"choices\":[]}"));
    Connection connection = Connection.read(client, printed(client));
    ClientAnswer answer = world.send(connection.request());
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.json().path("id").asText()).isEqualTo("answer-1");
    assertThat(openai.only().model()).isEqualTo(SdkWorld.MODEL);
  }

  @Test
  void libreChatFetchesNoModels() {
    JsonNode endpoint = Connection.yaml(printed("librechat")).at("/endpoints/custom/0");
    assertThat(endpoint.at("/models/fetch").asBoolean()).isTrue();
    assertThat(endpoint.at("/models/default/0").asText()).isEqualTo(MODEL);
    assertModels(endpoint.path("baseURL").asText(), endpoint.path("apiKey").asText());
  }

  @Test
  void openWebUiFetchesNoModels() {
    Map<String, String> environment =
        printed("open-webui")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    assertThat(environment).containsEntry("ENABLE_OPENAI_API", "true");
    assertModels(environment.get("OPENAI_API_BASE_URL"), environment.get("OPENAI_API_KEY"));
  }

  private void assertModels(String baseUrl, String key) {
    URI place = URI.create(baseUrl + "/models");
    ClientAnswer answer =
        world.send(
            ClientRequest.get(place.getPath()).header("Host", place.getAuthority()).key(key));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.json().findValuesAsText("id")).contains(SdkWorld.MODEL);
  }
}
