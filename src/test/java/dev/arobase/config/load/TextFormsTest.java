package dev.arobase.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TextFormsTest {

  @Property
  void everyDurationReadsBackAsItself(
      @ForAll @LongRange(min = 0, max = 24L * 24 * 3600 * 1000) long millis) {
    Duration duration = Duration.ofMillis(millis);
    assertThat(DurationText.parse(DurationText.format(duration))).contains(duration);
  }

  @Property
  void everySizeReadsBackAsItself(@ForAll @LongRange(min = 0, max = 8_000_000_000L) long bytes) {
    assertThat(SizeText.parse(SizeText.format(bytes))).hasValue(bytes);
  }

  @Test
  void aDurationWithoutAUnitOrWithAnotherOneIsNone() {
    for (String text :
        new String[] {"", "3", "3 s", "3S", "1.5s", "-1s", "1d", "577h", "s", "1h30m"}) {
      assertThat(DurationText.parse(text)).as(text).isEmpty();
    }
    assertThat(DurationText.parse("576h")).contains(Duration.ofDays(24));
  }

  @Test
  void aSizeWithoutAUnitOrWithADecimalOneIsNone() {
    for (String text : new String[] {"", "32", "32MB", "32M", "1.5MiB", "-1B", "32mib"}) {
      assertThat(SizeText.parse(text)).as(text).isEmpty();
    }
    assertThat(SizeText.parse("32MiB")).hasValue(32L * 1024 * 1024);
  }

  @Property
  void textWithoutADollarIsLeftAlone(@ForAll String text) {
    String plain = text.replace("$", "");
    assertThat(apply(plain, Map.of())).isEqualTo(new Interpolation.Text(plain, false));
  }

  @Property
  void aDoubledDollarIsADollarWhateverFollows(@ForAll String text) {
    assertThat(apply(text.replace("$", "$$"), Map.of("A", "a")))
        .isEqualTo(new Interpolation.Text(text, false));
  }

  @Property
  void aVariableIsReplacedAndWhatItHoldsIsNotReadAgain(
      @ForAll @AlphaChars @NotEmpty @StringLength(max = 20) String name,
      @ForAll("values") String value) {
    assertThat(apply("a${" + name + "}b", Map.of(name, value)))
        .isEqualTo(new Interpolation.Text("a" + value + "b", true));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings().withChars("ab ${}:-$é").ofMaxLength(12);
  }

  @Property
  void nothingThatSomebodyTypesBreaksIt(@ForAll("dollars") String text) {
    assertThat(apply(text, Map.of("A", "x"))).isNotNull();
  }

  @Provide
  Arbitrary<String> dollars() {
    return Arbitraries.strings().withChars("$${{}}:-A").ofMaxLength(40);
  }

  @Test
  void aDefaultStandsInForAVariableThatIsNotSetOrEmpty() {
    assertThat(apply("${A:-b}", Map.of())).isEqualTo(new Interpolation.Text("b", true));
    assertThat(apply("${A:-b}", Map.of("A", ""))).isEqualTo(new Interpolation.Text("b", true));
    assertThat(apply("${A:-b}", Map.of("A", "a"))).isEqualTo(new Interpolation.Text("a", true));
    assertThat(apply("${A:-}", Map.of())).isEqualTo(new Interpolation.Text("", true));
    assertThat(apply("${A:-${B:-c}}d", Map.of())).isEqualTo(new Interpolation.Text("cd", true));
    assertThat(apply("${A:-x$${y}", Map.of())).isEqualTo(new Interpolation.Text("x${y", true));
  }

  @Test
  void aVariableThatIsNotSetIsMissing() {
    assertThat(apply("x${A}", Map.of())).isEqualTo(new Interpolation.Missing("A"));
    assertThat(apply("${A:-${B}}", Map.of())).isEqualTo(new Interpolation.Missing("B"));
    assertThat(apply("${A}", Map.of("A", ""))).isEqualTo(new Interpolation.Text("", true));
  }

  @Test
  void whatIsMeantAsAVariableButIsNoneIsRefused() {
    for (String text :
        new String[] {"${", "${}", "${A", "${1A}", "${A B}", "${A:b}", "${A:-b", "${A-b}"}) {
      assertThat(apply(text, Map.of("A", "a")))
          .as(text)
          .isInstanceOf(Interpolation.Malformed.class);
    }
    assertThat(apply("cost: 5$ and $HOME", Map.of()))
        .isEqualTo(new Interpolation.Text("cost: 5$ and $HOME", false));
  }

  @Test
  void theNearestWordIsSuggestedAndNoFarOne() {
    assertThat(Suggestion.nearest("apiKey", Map.of("api_key", 1, "api_keys", 1).keySet()))
        .contains("api_key");
    assertThat(Suggestion.nearest("tiemouts", Map.of("timeouts", 1, "tls", 1).keySet()))
        .contains("timeouts");
    assertThat(Suggestion.nearest("zebra", Map.of("host", 1, "port", 1).keySet())).isEmpty();
  }

  private static Interpolation.Result apply(String text, Map<String, String> environment) {
    return new Interpolation(environment).apply(text);
  }
}
