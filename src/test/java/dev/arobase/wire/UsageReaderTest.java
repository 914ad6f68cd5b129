package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageReaderTest {

  private static Usage read(String... parts) {
    List<byte[]> bytes = List.of(parts).stream().map(UsageReaderTest::bytes).toList();
    return new UsageReader().read(bytes).orElseThrow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void openAisChat() {
    Usage usage =
        read(
            "{\"prompt_tokens\":12,\"completion_tokens\":15,\"total_tokens\":27,\"prompt_tokens_details\":"
                + "{\"cached_tokens\":3,\"cache_write_tokens\":2},\"completion_tokens_details\":{\"reasoning_tokens\":5}}");
    assertThat(usage.prompt()).hasValue(12);
    assertThat(usage.completion()).hasValue(15);
    assertThat(usage.total()).hasValue(27);
    assertThat(usage.cachedRead()).hasValue(3);
    assertThat(usage.cacheWrite()).hasValue(2);
    assertThat(usage.reasoning()).hasValue(5);
    assertThat(usage.reportedCost()).isEmpty();
  }

  @Test
  void responsesCountsCachedTokensWithinInput() {
    Usage usage =
        read(
            "{\"input_tokens\":10,\"input_tokens_details\":{\"cached_tokens\":4},\"output_tokens\":7,"
                + "\"output_tokens_details\":{\"reasoning_tokens\":6}}");
    assertThat(usage.prompt()).hasValue(10);
    assertThat(usage.cachedRead()).hasValue(4);
    assertThat(usage.total()).hasValue(17);
    assertThat(usage.reasoning()).hasValue(6);
  }

  @Test
  void messagesCountsThemBeside() {
    Usage usage =
        read(
            "{\"input_tokens\":10,\"cache_read_input_tokens\":4,\"cache_creation_input_tokens\":3,"
                + "\"output_tokens\":7}");
    assertThat(usage.prompt()).hasValue(17);
    assertThat(usage.cachedRead()).hasValue(4);
    assertThat(usage.cacheWrite()).hasValue(3);
    assertThat(usage.total()).hasValue(24);
  }

  @Test
  void deepSeeksCacheHits() {
    assertThat(read("{\"prompt_tokens\":9,\"prompt_cache_hit_tokens\":8}").cachedRead())
        .hasValue(8);
  }

  @Test
  void aLaterPartCountsWhereItSpeaks() {
    Usage usage = read("{\"input_tokens\":10,\"output_tokens\":1}", "", "{\"output_tokens\":20}");
    assertThat(usage.prompt()).hasValue(10);
    assertThat(usage.completion()).hasValue(20);
    assertThat(usage.total()).hasValue(30);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"cost\":0.00000181}|0.00000181",
        "{\"cost\":1.81e-06}|0.00000181",
        "{\"cost\":0}|0",
        "{\"cost\":\"0.5\"}|0.5",
        "{\"cost\":{\"total_cost\":0.006,\"x\":1}}|0.006",
        "{\"estimated_cost\":0.00000181}|0.00000181",
        "{\"cost_in_usd_ticks\":12345}|0.0000012345",
        "{\"cost\":null,\"estimated_cost\":3}|3",
        "{\"cost\":1,\"estimated_cost\":3}|1",
        "{\"cost\":0.1234567890123456789012345}|0.1234567890123456789012345",
      })
  void theReportedCostIsExact(String json, BigDecimal cost) {
    assertThat(read(json).reportedCost().orElseThrow()).isEqualByComparingTo(cost);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"cost\":-1}",
        "{\"cost\":1e999999}",
        "{\"cost\":1e-999999}",
        "{\"cost\":\"free\"}",
        "{\"cost\":true}",
        "{\"cost\":[1]}",
        "{\"cost\":{}}"
      })
  void anAbsurdCostIsNone(String json) {
    assertThat(read(json).reportedCost()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt_tokens\":-1}", "{\"prompt_tokens\":1.5}", "{\"prompt_tokens\":\"7\"}",
        "{\"prompt_tokens\":99999999999999999999}", "{\"prompt_tokens\":null}", "{}"
      })
  void anAbsurdCountIsNone(String json) {
    assertThat(read(json).prompt()).isEmpty();
    assertThat(read(json).total()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{", "\"x\""})
  void whatIsNoObjectIsNoUsage(String json) {
    assertThat(new UsageReader().read(bytes(json))).isEmpty();
  }
}
