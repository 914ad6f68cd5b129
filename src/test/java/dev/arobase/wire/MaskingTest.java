package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

  private final Masking masking =
      new Masking(List.of("canary-secret-1", "canary-secret-12", "abc"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key canary-secret-1 is bad|key *** is bad",
        "key canary-secret-12 is bad|key *** is bad",
        "Incorrect API key provided: sk-proj-abcDEF123456.|Incorrect API key provided: ***",
        "provided: sk-ab****************yz|provided: ***",
        "gsk_abcdef123456 and AIzaSyA1234567890|*** and ***",
        "Authorization: Bearer abcdef12345|Authorization: Bearer ***",
        "api_key=abcdef12345 is bad|api_key=*** is bad",
        "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_def done|token *** done",
        "POST https://api.deepinfra.com/v1/openai failed|POST *** failed",
        "see http://10.0.0.7:8000/v1?x=1, please|see *** please",
        "connect to 10.1.2.3:8000 failed|connect to *** failed",
        "connect to 192.168.0.1 failed|connect to *** failed",
        "connect to [fd00::1]:80 failed|connect to *** failed",
        "connect to 2001:db8:0:0:0:0:0:1 failed|connect to *** failed",
        "connect to ::1 failed|connect to *** failed",
        "host vllm.models.svc.cluster.local:8000 gone|host *** gone",
        "host gpu-7.internal gone|host *** gone",
        "host localhost:11434 gone|host *** gone",
      })
  void whatMustNotBeSeenIsMasked(String text, String masked) {
    assertThat(masking.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "This model's maximum context length is 4096 tokens. However, your messages resulted in"
            + " 5,012 tokens.",
        "The model `meta-llama/Llama-3.3-70B-Instruct` does not exist",
        "at 12:30:45 the limit of 1.5 was hit; version 1.2.3",
        "abc is too short to be a secret",
        "Invalid value: 'std::vector', expected foo::bar",
        "task-list and disk-usage are fine; sk-1 is short",
        "Rate limit: 500/1000 tokens, retry in 3.2s",
        "the token limit is 100"
      })
  void ordinaryWordsStay(String text) {
    assertThat(masking.mask(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.", "1:", "bearer ", "-eyJ", "a-", "1.", "::", "sk-", "http://", "a.internal."})
  void noRepetitionIsTooMuchForThePatterns(String piece) {
    String text = piece.repeat(16_000 / piece.length());
    assertThat(masking.mask(text + " canary-secret-1")).doesNotContain("canary");
  }

  @Test
  void itsOwnTextTellsNothing() {
    assertThat(masking.toString()).doesNotContain("canary");
  }

  @Test
  void everyTextOfAnErrorIsMasked() {
    UpstreamError error =
        new UpstreamError(
            "at http://x/y",
            Optional.of("canary-secret-1"),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            false);
    assertThat(masking.mask(error).message()).isEqualTo("at ***");
    assertThat(masking.mask(error).code()).contains("***");
  }
}
