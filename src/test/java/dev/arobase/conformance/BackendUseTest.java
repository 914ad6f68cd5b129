package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend that knows one model by two names and asks for JSON. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackendUseTest {
  private final World world =
      World.plan()
          .builtIn(
              "deepinfra",
              "/v1/openai",
              "DEEPINFRA_API_KEY",
              "openai/gpt-oss-20b",
              "openai/gpt-oss-120b")
          .builtIn("openai", "/v1", "OPENAI_API_KEY", "gpt-4o", "gpt-4o-mini")
          .start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt-oss-20b",
        "openai/gpt-oss-20b",
        "OpenAI/GPT-OSS-20B",
        "@deepinfra/openai/gpt-oss-20b"
      })
  void oneModelUnderBothNamesIsServedByDeepInfraAndNeverByOpenAi(String model) {
    Verdicts.good(world.chat(model), "hello from deepinfra");
    assertThat(world.site("deepinfra").only().model()).isEqualTo("openai/gpt-oss-20b");
    assertThat(world.site("deepinfra").only().target())
        .isEqualTo("/deepinfra/v1/openai/chat/completions");
    assertThat(world.site("openai").requests()).isEmpty();
  }

  @Test
  void jsonModeAndSchemaAndToolsPassAsSent() {
    String body =
        """
        {"model":"gpt-oss-20b",
           "messages":[{"role":"system","content":"You must respond with valid JSON matching the schema."},
                       {"role":"user","content":"Marie Curie worked in Paris at the Radium Institute"}],
           "response_format":{"type":"json_schema","json_schema":{"name":"x","strict":true,"schema":{"type":"object"}}},
           "tools":[{"type":"function","function":{"name":"f","parameters":{}}}]}\
        """;
    Verdicts.good(world.send(ClientRequest.chat(body)));
    assertThat(world.site("deepinfra").only().text())
        .isEqualTo(body.replace("\"gpt-oss-20b\"", "\"openai/gpt-oss-20b\""));
  }

  @Test
  void contentThatIsBrokenJsonPassesUnchanged() {
    String body =
        """
        {"choices":[{"index":0,"message":{"role":"assistant","content":"{\\"people\\": [oops"},\
        "finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}\
        """;
    world.site("deepinfra").always(Answer.json(body));
    ClientAnswer answer =
        world.send(
            ClientRequest.chat(
                "{\"model\":\"gpt-oss-20b\",\"messages\":[],"
                    + "\"response_format\":{\"type\":\"json_object\"}}"));
    assertThat(answer.text()).isEqualTo(body);
    assertThat(answer.content()).isEqualTo("{\"people\": [oops");
  }
}
