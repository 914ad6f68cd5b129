package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamErrorReaderTest {

  private static UpstreamError read(String body) {
    return new UpstreamErrorReader()
        .read(400, Optional.of("application/json"), body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":\"p\",\"code\":\"c\"}}|m|c|t|p",
        "{\"error\":{\"message\":\"m\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}}|m|400|BadRequestError|-",
        "{\"object\":\"error\",\"message\":\"m\",\"type\":\"t\",\"param\":\"p\",\"code\":400}|m|400|t|p",
        "{\"error\":\"m\"}|m|-|-|-",
        "{\"error\":\"Bad Request\",\"message\":\"m\"}|m|-|-|-",
        "{\"detail\":\"m\"}|m|-|-|-",
        "{\"detail\":{\"message\":\"m\"}}|m|-|-|-",
        "{\"detail\":[{\"loc\":[\"body\",0,\"model\"],\"msg\":\"field"
            + " required\",\"type\":\"missing\"},\"b\"]}|body.0.model: field required; b|-|-|-",
        "{\"message\":\"m\",\"code\":\"c\"}|m|c|-|-",
        "[{\"error\":{\"code\":400,\"message\":\"m\",\"status\":\"INVALID_ARGUMENT\"}}]|m|400|INVALID_ARGUMENT|-",
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}|m|-|overloaded_error|-",
        "{\"errors\":[{\"message\":\"a\"},{\"message\":\"b\"}]}|a; b|-|-|-",
        "{\"error\":{\"message\":{\"detail\":\"m\"}}}|m|-|-|-",
        "{\"error\":{\"code\":1}}|{\"code\":1}|1|-|-",
        "\"m\"|m|-|-|-",
        "plain text|plain text|-|-|-",
      })
  void everyShapeIsRead(String body, String message, String code, String type, String param) {
    UpstreamError error = read(body);
    assertThat(error.message()).isEqualTo(message);
    assertThat(error.code()).isEqualTo(Optional.ofNullable(code));
    assertThat(error.type()).isEqualTo(Optional.ofNullable(type));
    assertThat(error.param()).isEqualTo(Optional.ofNullable(param));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"``", "{}", "{\"error\":null}", "{\"error\":", "[]", "null", "{\"message\":\"\"}"})
  void withoutWordsTheStatusIsTold(String body) {
    assertThat(read(body)).isEqualTo(UpstreamError.of("the upstream answered with status 400"));
  }

  @Test
  void aPageIsNotRepeated() {
    UpstreamError error =
        new UpstreamErrorReader()
            .read(502, Optional.of("text/html"), "<b>x".getBytes(StandardCharsets.UTF_8));
    assertThat(error.message()).isEqualTo("the upstream answered with status 502 and an HTML page");
  }

  @Test
  void aStatusWithinTheBodyIsFound() {
    assertThat(read("{\"error\":{\"message\":\"m\",\"code\":429}}").status()).hasValue(429);
    assertThat(read("{\"error\":{\"message\":\"m\",\"code\":\"503\"}}").status()).hasValue(503);
    assertThat(read("{\"error\":{\"message\":\"m\"},\"status\":529}").status()).hasValue(529);
    assertThat(read("{\"error\":{\"message\":\"m\",\"code\":200}}").status()).isEmpty();
    assertThat(read("{\"error\":{\"message\":\"m\",\"code\":10000}}").status()).isEmpty();
  }

  @Test
  void aModerationIsKnownByItsReasons() {
    assertThat(
            read("{\"error\":{\"message\":\"m\",\"metadata\":{\"reasons\":[\"violence\"]}}}")
                .moderated())
        .isTrue();
    assertThat(read("{\"error\":{\"message\":\"m\",\"metadata\":{\"reasons\":[]}}}").moderated())
        .isFalse();
  }

  @Test
  void longTextsAreCut() {
    assertThat(read("{\"error\":\"" + "a".repeat(60_000) + "\"}").message()).hasSize(16_384);
  }
}
