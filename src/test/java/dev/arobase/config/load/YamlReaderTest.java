package dev.arobase.config.load;

import static dev.arobase.config.load.Loading.at;
import static dev.arobase.config.load.Loading.config;
import static dev.arobase.config.load.Loading.errors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.TimeLimit;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class YamlReaderTest {

  @Test
  void aBrokenFileIsNamedWithTheLineWhereItBreaks() {
    assertThat(errors("server:\n  port: 8080\n host: x\n"))
        .singleElement()
        .asString()
        .startsWith("3:2: not YAML: ");
  }

  @Test
  void aVariableThatYamlTakesForAMappingIsExplained() {
    assertThat(errors("server: {port: ${PORT}}"))
        .singleElement()
        .asString()
        .startsWith("1:17: not YAML: ")
        .endsWith("; between { and } or [ and ], put ${…} in quotes");
  }

  @Test
  void aFileThatIsNoGroupOfKeysIsCalledTheFile() {
    assertThat(errors("[]")).containsExactly("1:1: the file must be a group of keys, not a list");
  }

  @Test
  void aSecondSettingOfTheSameKeyIsNotSilentlyTaken() {
    assertThat(errors("server: {port: 1}\nlog: {level: info}\nserver: {port: 2}\n"))
        .containsExactly("3:1: the key server stands here twice, first in line 1");
  }

  @Test
  void jsonIsTakenAsItIs() {
    String json =
        """
        {
        \t"server": {"port": 9090},
        \t"routes": {"a\\/b": "qwen\\/\\u0071wen \\ud83d\\ude00"}
        }
        """;
    assertThat(config(json).server().port()).isEqualTo(9090);
    assertThat(config(json).routes()).containsKey("a/b");
    assertThat(at(config(json).routes(), "a/b").root().targets().toString())
        .contains("qwen/qwen 😀");
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    String bomb =
        "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
            + IntStream.range(0, 9)
                .mapToObj(
                    i -> {
                      char from = (char) ('a' + i);
                      char to = (char) (from + 1);
                      return to
                          + ": &"
                          + to
                          + " ["
                          + ("*" + from + ",").repeat(9)
                          + "*"
                          + from
                          + "]";
                    })
                .collect(Collectors.joining("\n"));
    assertThat(errors(bomb)).singleElement().asString().contains("more than 200000 values");
  }

  @Test
  void anAliasOfItselfIsRefused() {
    assertThat(errors("routes: &r {a: *r}"))
        .containsExactly("1:16: *r stands for nothing; define it before with &");
  }

  @Test
  void anAliasRepeatsWhatItStandsFor() {
    assertThat(
            at(
                    config(
                            """
                            defaults: {timeouts: &t {connect: 9s}}
                            routes: {a: {targets: [b], timeouts: *t}}
                            """)
                        .routes(),
                    "a")
                .timeouts()
                .connect())
        .contains(TimeLimit.of(Duration.ofSeconds(9)));
  }

  @Test
  void nestingWithoutEndIsRefusedBeforeItCostsTheStack() {
    assertThat(errors("a: " + "[".repeat(100_000)))
        .containsExactly("1:67: nested deeper than 64 levels");
    assertThat(errors("{\"a\":".repeat(50_000)))
        .singleElement()
        .asString()
        .endsWith("nested deeper than 64 levels");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThat(errors("server: {}\n---\nserver: {}\n"))
        .containsExactly("2:1: a second document; the file holds one");
  }

  @Test
  void aCharacterThatYamlDoesNotAllowIsNamedWithItsPlace() {
    assertThat(errors("server:\n  host: \"a\u0007b\"\n"))
        .containsExactly("2:11: the character U+0007 may not stand in YAML");
  }

  @Test
  void anotherTagIsNotConstructed() {
    assertThat(errors("default_model: !!java.net.URL x"))
        .singleElement()
        .asString()
        .contains("the tag tag:yaml.org,2002:java.net.URL is not known here");
  }

  @Test
  void aKeyThatIsNoTextIsRefused() {
    assertThat(errors("? [a, b]\n: c\n")).containsExactly("1:3: a key must be text, not a list");
  }

  @Test
  void anEmptyFileIsTheBuiltInDefaults() {
    assertThat(config("")).isEqualTo(config("server:\nproviders:\n# nothing\n"));
  }

  @Test
  void aFileThatIsNoGroupOfKeysIsRefused() {
    assertThat(errors("- a\n")).singleElement().asString().contains("must be a group of keys");
  }
}
