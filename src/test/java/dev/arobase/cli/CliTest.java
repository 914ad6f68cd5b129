package dev.arobase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.LogFormat;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
  @TempDir private Path folder;
  private CliHarness cli;

  @BeforeEach
  void start() {
    cli = new CliHarness(folder);
  }

  @Test
  void servesWithoutACommandAndReturnsItsExitStatus() {
    assertThat(cli.run()).isEqualTo(7);
    assertThat(cli.run("serve")).isEqualTo(7);
    assertThat(cli.served).hasSize(2);
  }

  @Test
  void optionsStandBeforeOrAfterTheCommand() {
    cli.run("--port", "9001", "-c", "a.yaml", "serve", "--open");
    cli.run("serve", "--port=9001", "--config=a.yaml", "--open");
    cli.run("--port", "9001", "--open", "-c", "a.yaml");
    assertThat(cli.served).hasSize(3);
    assertThat(cli.served.get(1)).isEqualTo(cli.served.get(0)).isEqualTo(cli.served.get(2));
    Options options = cli.served.getFirst();
    assertThat(options.configFile()).contains(Path.of("a.yaml"));
    assertThat(options.overrides().port()).hasValue(9001);
    assertThat(options.overrides().open()).isTrue();
  }

  @Test
  void theEnvironmentFillsWhatTheCommandLineLeavesOut() {
    cli.environment.putAll(
        Map.of(
            "AROBASE_CONFIG", "env.yaml",
            "AROBASE_HOST", "0.0.0.0",
            "AROBASE_PORT", "9000",
            "AROBASE_DATA_DIR", "/data",
            "AROBASE_OPEN", "true",
            "AROBASE_LOG_FORMAT", "JSON"));
    cli.run("serve", "--host", "localhost");
    Options options = cli.served.getFirst();
    assertThat(options.configFile()).contains(Path.of("env.yaml"));
    assertThat(options.overrides().host()).contains("localhost");
    assertThat(options.overrides().port()).hasValue(9000);
    assertThat(options.overrides().dataDirectory()).contains(Path.of("/data"));
    assertThat(options.overrides().open()).isTrue();
    assertThat(options.logFormat()).contains(LogFormat.JSON);
  }

  @Test
  void aFileInTheWorkingDirectoryIsFoundByItself() throws Exception {
    cli.run();
    cli.routes("server: {port: 1}");
    cli.run();
    assertThat(cli.served.get(0).configFile()).isEmpty();
    assertThat(cli.served.get(1).configFile()).contains(folder.resolve("routes.yaml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--config", "--host", "--data-dir"})
  void anEmptyValueIsNotTakenForOne(String option) {
    assertThat(cli.run("serve", option + "=")).isEqualTo(2);
    assertThat(cli.err()).contains(option + " is empty");
    assertThat(cli.served).isEmpty();
  }

  @Test
  void whatIsNothingLikeAnOptionGetsNoSuggestion() {
    assertThat(cli.run("explain", "a", "b")).isEqualTo(2);
    assertThat(cli.err()).contains("'b'").doesNotContain("Did you mean");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "http", "8080x", ""})
  void whatIsNoPortIsRefused(String port) {
    assertThat(cli.run("serve", "--port=" + port)).isEqualTo(2);
    assertThat(cli.err()).contains("0 to 65535");
    assertThat(cli.served).isEmpty();
  }

  @Test
  void aMistypedCommandOrOptionIsNamedWithWhatWasMeant() {
    assertThat(cli.run("chekc")).isEqualTo(2);
    assertThat(cli.err()).contains("chekc").contains("check").contains("--help");
    assertThat(cli.run("serve", "--prot", "1")).isEqualTo(2);
    assertThat(cli.err()).contains("--prot").contains("--port");
    assertThat(cli.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "serve", "check", "models", "sync", "explain", "connect", "doctor", "health"})
  void helpAndVersionWorkEverywhere(String command) {
    String[] before = command.isEmpty() ? new String[0] : new String[] {command};
    assertThat(cli.run(with(before, "--version"))).isZero();
    assertThat(cli.out()).startsWith("arobase ").contains("Java 25");
    assertThat(cli.run(with(before, "--help"))).isZero();
    assertThat(cli.out()).contains("Usage: arobase").contains("--config");
    assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(cli.served).isEmpty();
  }

  @Test
  void theCompletionScriptKnowsTheCommands() {
    assertThat(cli.run("generate-completion")).isZero();
    assertThat(cli.out()).contains("#!/usr/bin/env bash").contains("doctor").contains("--data-dir");
  }

  private static String[] with(String[] before, String last) {
    String[] all = java.util.Arrays.copyOf(before, before.length + 1);
    all[before.length] = last;
    return all;
  }
}
