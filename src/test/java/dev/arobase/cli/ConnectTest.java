package dev.arobase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ConnectTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z_]+}");

  @TempDir private Path folder;
  private CliHarness cli;

  @BeforeEach
  void start() {
    cli = new CliHarness(folder);
  }

  @Test
  void withoutANameTheClientsAreListed() {
    assertThat(cli.run("connect")).isZero();
    assertThat(cli.out().lines())
        .anyMatch(line -> line.startsWith("openai-python "))
        .anyMatch(line -> line.startsWith("claude-code "));
  }

  @Test
  void everyClientGetsItsSettingsWithNothingLeftToFillIn() {
    for (ConnectGuide.Client client : new ConnectGuide().clients()) {
      assertThat(cli.run("connect", client.name())).as(client.name()).isZero();
      assertThat(PLACEHOLDER.matcher(cli.out()).find()).as(client.name()).isFalse();
      assertThat(cli.out()).as(client.name()).contains("127.0.0.1:8080");
    }
  }

  @Test
  void otherNamesAndAnyCaseAreUnderstood() {
    assertThat(cli.run("connect", "Python")).isZero();
    assertThat(cli.out()).contains("OpenAI(base_url=\"http://127.0.0.1:8080/v1\"");
    assertThat(cli.run("connect", "fax")).isEqualTo(2);
    assertThat(cli.err()).contains("fax").contains("arobase connect");
  }

  @Test
  void theConfiguredAddressAndAModelThatExistsArePutIn() throws Exception {
    cli.routes(
        """
        server: {port: 9999}
        providers: {local: {base_url: "http://127.0.0.1:1/v1", models: {list: [Own-Model]}}}
        """);
    assertThat(cli.run("connect", "curl")).isZero();
    assertThat(cli.out())
        .startsWith("curl http://127.0.0.1:9999/v1/chat/completions ")
        .contains("\"model\":\"@local/Own-Model\"");
    cli.run("connect", "curl", "--model", "fast", "--port", "1234");
    assertThat(cli.out()).contains("127.0.0.1:1234").contains("\"model\":\"fast\"");
  }

  @Test
  void theKeyComesFromTheEnvironmentOrTheFirstStart() throws Exception {
    cli.run("connect", "curl");
    assertThat(cli.out()).contains("Bearer arobase'");
    cli.environment.put("AROBASE_KEY", "sk-mine-abc123");
    cli.run("connect", "curl");
    assertThat(cli.out()).contains("Bearer sk-mine-abc123'");
    cli.environment.remove("AROBASE_KEY");
    cli.routes("auth: {keys: [{name: a, key: sk-hidden-123}]}");
    cli.run("connect", "curl", "--data-dir", folder.toString());
    assertThat(cli.out()).contains("YOUR_AROBASE_KEY").doesNotContain("sk-hidden-123");
    Files.writeString(folder.resolve("client-key"), "sk-arobase-made\n");
    cli.run("connect", "curl", "--data-dir", folder.toString());
    assertThat(cli.out()).contains("Bearer sk-arobase-made'");
  }

  @Test
  void claudeCodeGetsTheOriginWithoutTheVersion() {
    cli.run("connect", "claude-code");
    assertThat(cli.out()).contains("ANTHROPIC_BASE_URL='http://127.0.0.1:8080'\n");
  }

  @Test
  void settingsFilesAreWellFormed() throws Exception {
    for (String client : new String[] {"librechat", "continue", "spring-ai", "llm"}) {
      cli.run("connect", client);
      Object yaml = new Load(LoadSettings.builder().build()).loadFromString(cli.out());
      assertThat(yaml).as(client).isNotNull();
    }
    cli.run("connect", "opencode");
    assertThat(new ObjectMapper().readTree(cli.out()).at("/provider/arobase/options/baseURL"))
        .hasToString("\"http://127.0.0.1:8080/v1\"");
    cli.run("connect", "zed");
    String json = cli.out().lines().skip(1).reduce("", (all, line) -> all + line + "\n");
    assertThat(new ObjectMapper().readTree(json).at("/agent/default_model/provider").asText())
        .isEqualTo("Arobase");
  }
}
