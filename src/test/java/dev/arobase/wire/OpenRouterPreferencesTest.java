package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.wire.OpenRouterPreferences.Sort;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenRouterPreferencesTest {

  private static OpenRouterPreferencesResult parse(String object) {
    byte[] body = ("{\"provider\":" + object + "}").getBytes(StandardCharsets.UTF_8);
    return OpenRouterPreferences.parse(body, new ByteRange(12, body.length - 1));
  }

  @Test
  void allOfItIsRead() {
    OpenRouterPreferences read =
        (OpenRouterPreferences)
            parse(
                "{\"order\":[\"a\",\"b\"],\"only\":[\"c\"],\"ignore\":[\"d\"],\"allow_fallbacks\":false,"
                    + "\"require_parameters\":true,\"sort\":\"throughput\",\"max_price\":{\"prompt\":1,"
                    + "\"completion\":\"2.50\",\"image\":null},\"data_collection\":{\"x\":[1]},\"zdr\":true}");
    assertThat(read.order()).containsExactly("a", "b");
    assertThat(read.only()).containsExactly("c");
    assertThat(read.ignore()).containsExactly("d");
    assertThat(read.allowFallbacks()).isFalse();
    assertThat(read.requireParameters()).isTrue();
    assertThat(read.sort()).contains(Sort.THROUGHPUT);
    assertThat(read.maxPrice()).containsOnlyKeys("prompt", "completion");
    assertThat(read.maxPrice().get("prompt")).isEqualByComparingTo(BigDecimal.ONE);
    assertThat(read.maxPrice().get("completion")).isEqualByComparingTo(new BigDecimal("2.5"));
  }

  @Test
  void whatIsAbsentOrNullHasItsDefault() {
    OpenRouterPreferences read =
        (OpenRouterPreferences) parse("{\"order\":null,\"sort\":null,\"allow_fallbacks\":null}");
    assertThat(read.order()).isEqualTo(List.of());
    assertThat(read.allowFallbacks()).isTrue();
    assertThat(read.requireParameters()).isFalse();
    assertThat(read.sort()).isEmpty();
    assertThat(
            ((OpenRouterPreferences) parse("{\"sort\":{\"by\":\"Price\",\"partition\":\"none\"}}"))
                .sort())
        .contains(Sort.PRICE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"order\":\"a\"}|provider.order",
        "{\"only\":[1]}|provider.only",
        "{\"ignore\":{}}|provider.ignore",
        "{\"allow_fallbacks\":\"no\"}|provider.allow_fallbacks",
        "{\"require_parameters\":1}|provider.require_parameters",
        "{\"sort\":\"best\"}|provider.sort",
        "{\"sort\":[]}|provider.sort",
        "{\"max_price\":3}|provider.max_price",
        "{\"max_price\":{\"prompt\":-1}}|provider.max_price.prompt",
        "{\"max_price\":{\"prompt\":\"x\"}}|provider.max_price.prompt",
        "{\"max_price\":{\"prompt\":1e999999999}}|provider.max_price.prompt",
        "{\"max_price\":{\"prompt\":[1]}}|provider.max_price.prompt",
      })
  void whatIsWrongIsNamed(String object, String name) {
    assertThat(parse(object)).isInstanceOf(OpenRouterPreferencesResult.Refused.class);
    OpenRouterPreferencesResult.Refused refused =
        (OpenRouterPreferencesResult.Refused) parse(object);
    assertThat(refused.name()).isEqualTo(name);
    assertThat(refused.message()).contains(name);
  }
}
