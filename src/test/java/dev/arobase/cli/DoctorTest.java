package dev.arobase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.cli.Probing.Probe;
import dev.arobase.cli.Probing.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {
  @TempDir private Path folder;
  private CliHarness cli;

  @BeforeEach
  void start() {
    cli = new CliHarness(folder);
    cli.environment.put("DEEPINFRA_API_KEY", "di-0123456789");
    cli.environment.put("OPENROUTER_API_KEY", "or-0123456789");
    cli.environment.put("GROQ_API_KEY", "gsk-0123456789");
  }

  @Test
  void eachProviderIsAskedOnceByAFreeCall() {
    List<String> asked = new CopyOnWriteArrayList<>();
    cli.probing =
        (provider, path, withKey) -> {
          asked.add(provider.name() + " " + path + " " + withKey);
          return answered(200);
        };
    assertThat(cli.run("doctor")).isZero();
    assertThat(asked)
        .hasSize(3)
        .contains("openrouter /auth/key true", "groq /models true")
        .anyMatch(call -> call.startsWith("deepinfra /models"));
    assertThat(cli.out()).containsPattern("ok  groq +reached in 12 ms; the key works");
    assertThat(cli.out()).containsPattern("ok  openrouter .*the key works");
  }

  @Test
  void aPublicListSaysNothingAboutTheKey() {
    cli.run("doctor");
    assertThat(cli.out()).containsPattern("deepinfra .*key not verifiable by a free call");
  }

  @ParameterizedTest
  @CsvSource({
    "401, !!, the key was refused",
    "403, !!, the key was refused",
    "302, !!, redirects",
    "500, !!, answers 500",
    "429, ??, too many requests",
    "404, ??, model list answers 404"
  })
  void anAnswerIsJudgedByItsStatus(int status, String mark, String words) {
    cli.probing = (provider, path, withKey) -> answered(status);
    assertThat(cli.run("doctor")).isEqualTo(mark.equals("!!") ? 1 : 0);
    String line =
        cli.out().lines().filter(each -> each.contains("  groq ")).findFirst().orElseThrow();
    assertThat(line).startsWith(mark).contains(words);
  }

  @ParameterizedTest
  @CsvSource({"DNS, does not resolve", "CONNECT, no connection", "TLS, TLS failed"})
  void withoutAnAnswerTheStageIsNamed(Stage stage, String words) {
    cli.probing =
        (provider, path, withKey) ->
            new Probe(stage, OptionalInt.empty(), "because", Duration.ZERO);
    assertThat(cli.run("doctor")).isEqualTo(1);
    assertThat(cli.out()).contains(words + "").contains("because");
  }

  @Test
  void noKeyIsPrinted() {
    cli.run("doctor");
    assertThat(cli.out() + cli.err()).doesNotContain("0123456789");
  }

  private static Probe answered(int status) {
    return new Probe(Stage.HTTP, OptionalInt.of(status), "", Duration.ofMillis(12));
  }
}
