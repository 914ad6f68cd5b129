package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainAnswerCheckTest {

  private final PlainAnswerCheck check = new PlainAnswerCheck();

  private PlainAnswer json(String body) {
    return check("application/json; charset=utf-8", true, body);
  }

  private PlainAnswer check(String contentType, boolean expectsJson, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return check.check(Optional.of(contentType), expectsJson, bytes, bytes.length);
  }

  @Test
  void aGoodAnswerTellsItsUsageAndModel() {
    PlainAnswer answer =
        json("{\"model\":\"m\",\"error\":null,\"detail\":\"x\",\"usage\":{\"total_tokens\":3}}");
    assertThat(answer).isInstanceOf(PlainAnswer.Good.class);
    PlainAnswer.Good good = (PlainAnswer.Good) answer;
    assertThat(good.model()).contains("m");
    assertThat(good.usage().orElseThrow().total()).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"m\"}}",
        "{\"error\":\"m\",\"choices\":[]}",
        "{\"object\":\"error\",\"message\":\"m\",\"code\":400}",
        "{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"m\"}}"
      })
  void anErrorInsideIsFound(String body) {
    assertThat(json(body)).isInstanceOf(PlainAnswer.ErrorInside.class);
    assertThat(((PlainAnswer.ErrorInside) json(body)).error().message()).isEqualTo("m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":null}",
        "{\"error\":\"\"}",
        "{\"error\":{}}",
        "{\"error\":false}",
        "{\"detail\":\"d\"}",
        "{\"choices\":[{\"error\":\"x\"}]}",
        "[1,2]",
        "\"text\""
      })
  void whatSaysNothingIsNoError(String body) {
    assertThat(json(body)).isInstanceOf(PlainAnswer.Good.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":1", "{\"a\":1}}", "nope", "{'a':1}", "{\"usage\":{}", "{\"a\":01}"})
  void brokenJsonIsFound(String body) {
    assertThat(json(body)).isEqualTo(new PlainAnswer.Broken());
    assertThat(check("text/plain", true, body)).isEqualTo(new PlainAnswer.Broken());
  }

  @Test
  void emptyAnswersAndPagesAreTold() {
    assertThat(json("")).isEqualTo(new PlainAnswer.Empty());
    assertThat(json(" \r\n\t")).isEqualTo(new PlainAnswer.Empty());
    assertThat(check("text/html", false, "<p>")).isEqualTo(new PlainAnswer.HtmlPage());
    assertThat(json("\n <!DOCTYPE HTML><title>Log in")).isEqualTo(new PlainAnswer.HtmlPage());
  }

  @Test
  void audioNeedNotBeJson() {
    assertThat(check("audio/mpeg", false, "ID3\u0000")).isInstanceOf(PlainAnswer.Good.class);
    assertThat(check("application/json", false, "{\"error\":\"m\"}"))
        .isInstanceOf(PlainAnswer.ErrorInside.class);
  }

  @Test
  void aLongNumberDoesNotHideThatTheRestIsGood() {
    assertThat(json("{\"x\":" + "9".repeat(5000) + "}")).isInstanceOf(PlainAnswer.Good.class);
  }
}
