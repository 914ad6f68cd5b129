package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitHeadersTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static MultiMap headers(String... pairs) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.add(pairs[i], pairs[i + 1]);
    }
    return headers;
  }

  @ParameterizedTest
  @CsvSource({
    "1s, 1000",
    "6m0s, 360000",
    "20ms, 20",
    "1h2m3.5s, 3723500",
    "1d, 86400000",
    "7, 7000",
    "7.66, 7660",
    "1772366430, 30000",
    "1772366430000, 30000",
    "2026-03-01T12:00:30Z, 30000",
    "2026-03-01T13:00:30+01:00, 30000",
  })
  void theResetIsReadInEverySpelling(String reset, long millis) {
    assertThat(
            RateLimitHeaders.untilReset(
                headers("X-RateLimit-Remaining-Requests", "0", "x-ratelimit-reset-requests", reset),
                NOW))
        .contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-5",
        "1e9",
        "5 s",
        "s",
        "1s2",
        "NaN",
        "2026-03-01T11:00:00Z",
        "999999999999999999999999999999999999999999999999s"
      })
  void aResetThatMakesNoSenseIsIgnored(String reset) {
    assertThat(
            RateLimitHeaders.untilReset(
                headers("x-ratelimit-remaining", "0", "x-ratelimit-reset", reset), NOW))
        .isEmpty();
  }

  @Test
  void somethingLeftMeansNoRest() {
    assertThat(
            RateLimitHeaders.untilReset(
                headers("x-ratelimit-remaining-tokens", "1", "x-ratelimit-reset-tokens", "1m"),
                NOW))
        .isEmpty();
  }

  @Test
  void aRemainingWithoutItsOwnResetMeansNoRest() {
    assertThat(
            RateLimitHeaders.untilReset(
                headers("x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-requests", "1m"),
                NOW))
        .isEmpty();
  }

  @Test
  void theLongestOfSeveralHolds() {
    assertThat(
            RateLimitHeaders.untilReset(
                headers(
                    "x-ratelimit-remaining-tokens", "0",
                    "x-ratelimit-reset-tokens", "10s",
                    "x-ratelimit-remaining-requests", "0",
                    "x-ratelimit-reset-requests", "1m",
                    "x-ratelimit-remaining-images", "3",
                    "x-ratelimit-reset-images", "1h"),
                NOW))
        .contains(Duration.ofMinutes(1));
  }

  @Test
  void anthropicNamesThemTheOtherWayRound() {
    assertThat(
            RateLimitHeaders.untilReset(
                headers(
                    "anthropic-ratelimit-input-tokens-remaining", "0",
                    "anthropic-ratelimit-input-tokens-reset", "2026-03-01T12:00:10Z"),
                NOW))
        .contains(Duration.ofSeconds(10));
  }

  @Property
  void noTextAnUpstreamSendsBreaksIt(@ForAll String remaining, @ForAll String reset) {
    assertThatCode(
            () ->
                RateLimitHeaders.untilReset(
                    headers("x-ratelimit-remaining", "0" + remaining, "x-ratelimit-reset", reset),
                    NOW))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                RateLimitHeaders.untilReset(
                    headers("x-ratelimit-remaining", "0", "x-ratelimit-reset", reset), NOW))
        .doesNotThrowAnyException();
  }
}
