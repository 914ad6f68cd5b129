package dev.arobase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.Config;
import dev.arobase.config.Secret;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartupSummaryTest {
  private static final StartupFacts NOTHING_KNOWN =
      new StartupFacts(8080, 0, Optional.of("@mock/echo"), Optional.empty());

  @Test
  void theFirstStartShowsTheMockAndACurlLineWithoutAKey() {
    String text = StartupSummary.text(CliHarness.config("{}", Map.of()), NOTHING_KNOWN);
    assertThat(text)
        .contains("http://127.0.0.1:8080")
        .containsPattern("providers +mock\n")
        .contains("built-in defaults")
        .contains("no client keys");
    String curl = text.lines().filter(line -> line.startsWith("curl ")).findFirst().orElseThrow();
    assertThat(curl)
        .contains("http://127.0.0.1:8080/v1/chat/completions")
        .contains("\"model\":\"@mock/echo\"")
        .doesNotContain("Authorization");
  }

  @Test
  void nothingButTheCurlLineIsWiderThan80Columns() {
    String text = StartupSummary.text(CliHarness.config("{}", Map.of()), NOTHING_KNOWN);
    assertThat(text.lines().filter(line -> line.length() > 80))
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("curl "));
    assertThat(text.lines()).hasSizeLessThan(25);
  }

  @Test
  void theVariableThatSwitchedAProviderOnIsNamedAndTheReasonsOfTheOthers() {
    Config config =
        CliHarness.config(
            "providers: {groq: {enabled: false}}", Map.of("DEEPINFRA_API_KEY", "di-0123456789"));
    String text = StartupSummary.text(config, NOTHING_KNOWN);
    assertThat(text).contains("deepinfra (DEEPINFRA_API_KEY)");
    assertThat(text).contains("NAME_API_KEY is not set").contains("openai,");
    assertThat(text).contains("huggingface (HF_TOKEN)");
    assertThat(text).contains("only on when routes.yaml lists it: cloudflare");
    assertThat(text).doesNotContain("di-0123456789");
  }

  @Test
  void aMadeKeyIsShownOnceWithTheCurlLineThatUsesIt() {
    Config config =
        CliHarness.config("server: {host: 0.0.0.0}", Map.of("AROBASE_KEY", "sk-arobase-abc123"));
    StartupFacts facts =
        new StartupFacts(
            8080, 3, Optional.of("@mock/echo"), Optional.of(Secret.of("sk-arobase-abc123")));
    String text = StartupSummary.text(config, facts);
    assertThat(text).contains("made for you: sk-arobase-abc123");
    assertThat(text).contains("-H 'Authorization: Bearer sk-arobase-abc123'");
    assertThat(text).contains("http://127.0.0.1:8080");
  }

  @Test
  void aConfiguredClientKeyIsNeverShown() {
    Config config = CliHarness.config("{}", Map.of("AROBASE_KEY", "sk-mine-abc123"));
    String text = StartupSummary.text(config, NOTHING_KNOWN);
    assertThat(text).doesNotContain("sk-mine-abc123").contains("1 client key");
    assertThat(text).contains("Bearer $AROBASE_KEY");
  }

  @Test
  void anOpenGatewayThatOthersReachSaysSoLoudly() {
    Config config = CliHarness.config("{server: {host: '::'}, auth: {open: true}}", Map.of());
    assertThat(StartupSummary.text(config, NOTHING_KNOWN))
        .contains("OPEN to everybody")
        .contains("http://[::1]:8080");
  }
}
