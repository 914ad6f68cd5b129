package dev.arobase.portkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a configuration is said with its place. */
class ConfigReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"targets\":[]}|config.targets must be a list",
        "{\"targets\":[{\"weight\":-1}]}|config.targets[0].weight must be a number",
        "{\"strategy\":{\"mode\":\"x\"},\"targets\":[{}]}|config.strategy.mode must be",
        "{\"strategy\":{\"mode\":\"fallback\"}}|config.targets is missing",
        "{\"strategy\":{\"mode\":\"loadbalance\"},\"targets\":[{\"weight\":0}]}|weights that sum to"
            + " 0",
        "{\"strategy\":{\"mode\":\"conditional\"},\"targets\":[{}]}|config.strategy.conditions must"
            + " be",
        "{\"strategy\":{\"mode\":\"fallback\",\"on_status_codes\":[42]},\"targets\":[{}]}|on_status_codes[0]"
            + " must be",
        "{\"virtual_key\":\"v\"}|config.virtual_key names a key kept at Portkey",
        "{\"input_guardrails\":[\"g\"]}|config.input_guardrails asks for guardrails",
        "{\"azure_resource_name\":\"r\"}|config.azure_resource_name is not supported",
        "{\"provider\":\"a\",\"apiKey\":1}|config.api_key must be text",
        "{\"request_timeout\":1,\"requestTimeout\":2}|in two spellings",
        "{\"override_params\":{\"stream\":true}}|config.override_params.stream cannot be"
            + " overridden",
        "{\"retry\":{\"tries\":1}}|config.retry.tries is not supported",
        "{\"input_guardrails\":\"g\"}|config.input_guardrails asks for guardrails",
        "{\"cb_config\":{\"threshold\":3}}|config.cb_config needs failure_threshold or",
        "{\"cb_config\":{\"failure_threshold\":3,\"x\":1}}|config.cb_config.x is not supported",
        "{\"cb_config\":{\"failure_threshold_percentage\":120}}|failure_threshold_percentage is"
            + " more than 100",
        "{\"strategy\":{\"mode\":\"fallback\",\"cb_config\":{}},\"targets\":[{}]}|config.strategy.cb_config"
            + " needs",
        "{\"metadata\":\"x\"}|config.metadata must be an object",
        "{\"targets\":[{\"metadata\":{}}]}|config.targets[0].metadata is not supported",
        "pc-saved-1|saved at Portkey",
        "%%%|config must be a JSON object",
        "{\"a\"|config is no JSON"
      })
  void aMistakeIsNamed(String config, String words) {
    assertThatExceptionOfType(BadConfig.class)
        .isThrownBy(() -> ConfigReader.read(config))
        .satisfies(bad -> assertThat(bad.rejection().message()).contains(words));
  }

  @Test
  void tooManyTargetsAreRefused() {
    String many = "{\"targets\":[" + "{},".repeat(9_999) + "{}]}";
    assertThatExceptionOfType(BadConfig.class).isThrownBy(() -> ConfigReader.read(many));
    String deep = "{\"targets\":[".repeat(10_000) + "{}" + "]}".repeat(10_000);
    assertThatExceptionOfType(BadConfig.class).isThrownBy(() -> ConfigReader.read(deep));
  }

  @ParameterizedTest
  @CsvSource({"((((a{100}){100}){100}){100})", "(a{1000}){1000}", "'a{999999999}'", "("})
  void aPatternThatUnrollsTooFarIsRefused(String pattern) {
    assertThatExceptionOfType(BadConfig.class)
        .isThrownBy(
            () ->
                ConfigReader.read(
                    conditional("{\"params.model\":{\"$regex\":\"" + pattern + "\"}}")));
  }

  @Test
  void camelCaseInBase64IsTheSameAsSnakeCase() throws BadConfig {
    String json =
        "{\"strategy\":{\"mode\":\"fallback\",\"onStatusCodes\":[429]},\"overrideParams\":{\"maxTokens\":1},"
            + "\"targets\":[{\"provider\":\"a\",\"requestTimeout\":5}]}";
    String encoded = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    Node.Group group = (Node.Group) ConfigReader.read(encoded).root();
    Settings target = ((Node.Leaf) group.targets().getFirst()).settings();
    assertThat(((Node.Strategy.Fallback) group.strategy()).on().orElseThrow()).containsExactly(429);
    assertThat(target.params()).containsOnlyKeys("maxTokens");
    assertThat(target.requestTimeout().orElseThrow()).hasMillis(5);
  }

  @Test
  void aKeyIsNotHandedDownToAnotherProvider() throws BadConfig {
    Node.Group group =
        (Node.Group)
            ConfigReader.read(
                    "{\"provider\":\"a\",\"api_key\":\"sk-1\",\"targets\":[{\"provider\":\"b\"},{}]}")
                .root();
    assertThat(((Node.Leaf) group.targets().get(0)).settings().apiKey()).isEmpty();
    assertThat(((Node.Leaf) group.targets().get(1)).settings().apiKey()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"metadata.plan\":\"paid\"}|true",
        "{\"metadata.plan\":{\"$ne\":\"paid\"}}|false",
        "{\"metadata.none\":{\"$ne\":\"x\"}}|true",
        "{\"metadata.age\":{\"$gte\":18}}|true",
        "{\"metadata.age\":{\"$lt\":18}}|false",
        "{\"params.temperature\":{\"$gt\":0.1,\"$lte\":0.5}}|true",
        "{\"params.messages.0.role\":{\"$in\":[\"user\",\"system\"]}}|true",
        "{\"params.model\":{\"$nin\":[\"m\"]}}|false",
        "{\"params.model\":{\"$regex\":\"^m$\"}}|true",
        "{\"url.pathname\":\"/v1/chat/completions\"}|true",
        "{\"$and\":[{\"metadata.plan\":\"paid\"},{\"params.model\":\"x\"}]}|false",
        "{\"$or\":[{\"metadata.plan\":\"paid\"},{\"params.model\":\"x\"}]}|true"
      })
  void queriesHold(String query, boolean holds) throws BadConfig {
    Node.Group group = (Node.Group) ConfigReader.read(conditional(query)).root();
    Node.Strategy.Conditional strategy = (Node.Strategy.Conditional) group.strategy();
    Facts facts =
        new Facts(
            JsonText.header("metadata", "{\"plan\":\"paid\",\"age\":\"20\"}"),
            () -> body("{\"model\":\"m\",\"temperature\":0.5,\"messages\":[{\"role\":\"user\"}]}"),
            "/v1/chat/completions");
    assertThat(strategy.cases().getFirst().query().holds(facts)).isEqualTo(holds);
  }

  private static com.fasterxml.jackson.databind.JsonNode body(String json) {
    return JsonText.body(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String conditional(String query) {
    return "{\"strategy\":{\"mode\":\"conditional\",\"conditions\":[{\"query\":"
        + query
        + ",\"then\":\"t\"}]},\"targets\":[{\"name\":\"t\",\"provider\":\"a\"}]}";
  }
}
