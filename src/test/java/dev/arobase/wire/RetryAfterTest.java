package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static MultiMap header(String name, String value) {
    return MultiMap.caseInsensitiveMultiMap().add(name, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After|2|2000",
        "retry-after|0|0",
        "retry-after|1.5|1500",
        "retry-after| 7 |7000",
        "retry-after|99999999999999999999|86400000",
        "retry-after|Thu, 01 Jan 2026 00:00:30 GMT|30000",
        "retry-after|Thu, 01 Jan 2026 00:00:00 GMT|0",
        "retry-after|Wed, 31 Dec 2025 00:00:00 GMT|0",
        "retry-after|Fri, 01 Jan 2027 00:00:00 GMT|86400000",
        "Retry-After-Ms|250|250",
      })
  void goodOnesAreRead(String name, String value, long milliseconds) {
    assertThat(RetryAfter.of(header(name, value), NOW)).contains(Duration.ofMillis(milliseconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-1",
        "+5",
        "1e3",
        "1.2.3",
        ".",
        "NaN",
        "0x10",
        "٣",
        "Thu, 99 Jan 2026 00:00:30 GMT"
      })
  void nonsenseIsNone(String value) {
    assertThat(RetryAfter.of(header("retry-after", value), NOW)).isEmpty();
    assertThat(RetryAfter.of(header("retry-after-ms", value), NOW)).isEmpty();
  }

  @Test
  void millisecondsWinAndNonsenseInThemDoesNot() {
    MultiMap both = header("retry-after", "2").add("retry-after-ms", "100");
    assertThat(RetryAfter.of(both, NOW)).contains(Duration.ofMillis(100));
    MultiMap odd = header("retry-after", "2").add("retry-after-ms", "x");
    assertThat(RetryAfter.of(odd, NOW)).contains(Duration.ofSeconds(2));
    assertThat(RetryAfter.of(MultiMap.caseInsensitiveMultiMap(), NOW)).isEmpty();
  }
}
