package dev.arobase.catalog.list;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.catalog.Price;
import dev.arobase.catalog.PriceSource;
import dev.arobase.config.PriceSheetFormat;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One hand-computed vector for each format, and sheets that are none. */
class PriceSheetReaderTest {

  private static ParsedPage parsed(PriceSheetFormat format, String json) {
    return new PriceSheetReader(format).read(new ByteArrayInputStream(json.getBytes(UTF_8)));
  }

  private static List<ListRow> rows(PriceSheetFormat format, String json) {
    ParsedPage parsed = parsed(format, json);
    assertThat(parsed).isInstanceOf(ParsedPage.Read.class);
    return ((ParsedPage.Read) parsed).page().rows();
  }

  private static String plain(Price price) {
    return ((Price.Known) price).plain();
  }

  @Test
  void liteLlmWritesUsdPerTokenAndSometimesTheProviderTwice() {
    List<ListRow> rows =
        rows(
            PriceSheetFormat.LITELLM,
            """
            {"sample_spec": {"litellm_provider": "one of …", "input_cost_per_token": 1},
             "gpt-4o-mini": {"litellm_provider": "openai", "input_cost_per_token": 1.5e-07,
               "output_cost_per_token": 6e-07, "cache_read_input_token_cost": 7.5e-08, "mode": "chat"},
             "groq/llama-3.1-8b-instant": {"litellm_provider": "groq", "input_cost_per_token": 0.00000005,
               "output_cost_per_token": 8e-08},
             "nobody": {"input_cost_per_token": 1},
             "unpriced": {"litellm_provider": "openai", "input_cost_per_token": null}}
            """);
    assertThat(rows)
        .extracting(ListRow::id)
        .containsExactly("openai/gpt-4o-mini", "groq/llama-3.1-8b-instant");
    ListRow mini = rows.getFirst();
    assertThat(plain(mini.pricing().prompt())).isEqualTo("0.00000015");
    assertThat(plain(mini.pricing().completion())).isEqualTo("0.0000006");
    assertThat(plain(mini.pricing().more().get("input_cache_read"))).isEqualTo("0.000000075");
    assertThat(mini.pricing().source()).isEqualTo(PriceSource.SHEET);
  }

  @Test
  void modelsDevWritesUsdPerMillionUnderEachProvider() {
    List<ListRow> rows =
        rows(
            PriceSheetFormat.MODELS_DEV,
            """
            {"groq": {"id": "groq", "models": {
               "llama-3.1-8b-instant": {"id": "llama-3.1-8b-instant", "cost": {"input": 0.05, "output": 0.08}},
               "org/with-slash": {"cost": {"input": 3, "output": 15, "cache_read": 0.3, "cache_write": 3.75}},
               "unpriced": {"id": "unpriced"}}},
             "empty": {"id": "empty"}}
            """);
    assertThat(rows)
        .extracting(ListRow::id)
        .containsExactly("groq/llama-3.1-8b-instant", "groq/org/with-slash");
    assertThat(plain(rows.getFirst().pricing().prompt())).isEqualTo("0.00000005");
    assertThat(plain(rows.getFirst().pricing().completion())).isEqualTo("0.00000008");
    assertThat(plain(rows.getLast().pricing().more().get("input_cache_write")))
        .isEqualTo("0.00000375");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "<html>", "{\"a\":{\"litellm_provider\":\"x\"}", "{} {}"})
  void whatIsNoSheetIsRefused(String body) {
    for (PriceSheetFormat format : PriceSheetFormat.values()) {
      assertThat(parsed(format, body)).as(format.name()).isInstanceOf(ParsedPage.Refused.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"free\"", "{}", "[1]", "true", "\"NaN\""})
  void anAmountThatIsNoneIsUnknown(String amount) {
    assertThat(
            rows(
                PriceSheetFormat.LITELLM,
                "{\"m\":{\"litellm_provider\":\"x\",\"input_cost_per_token\":%s}}"
                    .formatted(amount)))
        .allMatch(row -> row.pricing().prompt() instanceof Price.Dynamic);
  }
}
