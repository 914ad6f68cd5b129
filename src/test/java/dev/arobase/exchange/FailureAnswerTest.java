package dev.arobase.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.arobase.exchange.Failure.BadStatus;
import dev.arobase.exchange.Failure.Garbage;
import dev.arobase.exchange.Failure.TimedOut;
import dev.arobase.exchange.Failure.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureAnswerTest {

  private static UpstreamComplaint complaint(int status, ErrorMeaning meaning) {
    return new UpstreamComplaint(
        status,
        "upstream's words",
        Optional.of("own_code"),
        Optional.of("own_type"),
        Optional.of("messages"),
        meaning,
        Optional.empty(),
        Optional.empty());
  }

  private static FailureAnswer after(Failure... failures) {
    return FailureAnswer.of(
        Stream.of(failures).map(failure -> new FailedAttempt("acme", failure)).toList(),
        AnswerRules.USUAL);
  }

  private static Failure status(int status) {
    return BadStatus.head(complaint(status, ErrorMeaning.PLAIN));
  }

  private static Failure limited(Duration wait) {
    return BadStatus.head(complaint(429, ErrorMeaning.PLAIN).withRetryAfter(Optional.of(wait)));
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        // Returned as they are.
        arguments(400, ErrorMeaning.PLAIN, 400, "own_code", ErrorFamily.INVALID_REQUEST),
        arguments(404, ErrorMeaning.PLAIN, 404, "own_code", ErrorFamily.NOT_FOUND),
        arguments(413, ErrorMeaning.PLAIN, 413, "own_code", ErrorFamily.INVALID_REQUEST),
        arguments(422, ErrorMeaning.PLAIN, 422, "own_code", ErrorFamily.INVALID_REQUEST),
        arguments(403, ErrorMeaning.CONTENT_FILTER, 403, "own_code", ErrorFamily.INVALID_REQUEST),
        arguments(400, ErrorMeaning.CONTENT_FILTER, 400, "own_code", ErrorFamily.INVALID_REQUEST),
        // Words that go on, when nobody was left.
        arguments(404, ErrorMeaning.MODEL_NOT_FOUND, 404, "own_code", ErrorFamily.NOT_FOUND),
        arguments(400, ErrorMeaning.CONTEXT_LENGTH, 400, "own_code", ErrorFamily.INVALID_REQUEST),
        arguments(413, ErrorMeaning.CONTEXT_LENGTH, 413, "own_code", ErrorFamily.INVALID_REQUEST),
        arguments(
            503, ErrorMeaning.MODEL_NOT_FOUND, 503, "upstream_unavailable", ErrorFamily.UPSTREAM),
        // Our key, never the client's.
        arguments(401, ErrorMeaning.PLAIN, 502, "upstream_auth_error", ErrorFamily.UPSTREAM),
        arguments(402, ErrorMeaning.PLAIN, 502, "upstream_auth_error", ErrorFamily.UPSTREAM),
        arguments(403, ErrorMeaning.PLAIN, 502, "upstream_auth_error", ErrorFamily.UPSTREAM),
        arguments(
            429, ErrorMeaning.INSUFFICIENT_QUOTA, 502, "upstream_auth_error", ErrorFamily.UPSTREAM),
        arguments(408, ErrorMeaning.PLAIN, 504, "upstream_timeout", ErrorFamily.UPSTREAM),
        arguments(409, ErrorMeaning.PLAIN, 502, "upstream_error", ErrorFamily.UPSTREAM),
        arguments(425, ErrorMeaning.PLAIN, 502, "upstream_error", ErrorFamily.UPSTREAM),
        arguments(101, ErrorMeaning.PLAIN, 502, "upstream_error", ErrorFamily.UPSTREAM),
        arguments(204, ErrorMeaning.PLAIN, 502, "upstream_error", ErrorFamily.UPSTREAM),
        arguments(205, ErrorMeaning.PLAIN, 502, "upstream_error", ErrorFamily.UPSTREAM),
        arguments(304, ErrorMeaning.PLAIN, 502, "upstream_error", ErrorFamily.UPSTREAM),
        arguments(302, ErrorMeaning.PLAIN, 502, "upstream_error", ErrorFamily.UPSTREAM),
        arguments(407, ErrorMeaning.PLAIN, 502, "upstream_error", ErrorFamily.UPSTREAM),
        arguments(429, ErrorMeaning.PLAIN, 429, "own_code", ErrorFamily.RATE_LIMIT),
        arguments(500, ErrorMeaning.PLAIN, 502, "upstream_error", ErrorFamily.UPSTREAM),
        arguments(502, ErrorMeaning.PLAIN, 502, "upstream_error", ErrorFamily.UPSTREAM),
        arguments(504, ErrorMeaning.PLAIN, 502, "upstream_error", ErrorFamily.UPSTREAM),
        arguments(520, ErrorMeaning.PLAIN, 502, "upstream_error", ErrorFamily.UPSTREAM),
        arguments(529, ErrorMeaning.PLAIN, 502, "upstream_error", ErrorFamily.UPSTREAM),
        arguments(503, ErrorMeaning.PLAIN, 503, "upstream_unavailable", ErrorFamily.UPSTREAM),
        arguments(599, ErrorMeaning.CONTENT_FILTER, 502, "upstream_error", ErrorFamily.UPSTREAM));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aStatusIsAnsweredByItsRow(
      int upstream, ErrorMeaning meaning, int status, String code, ErrorFamily family) {
    FailureAnswer head = after(BadStatus.head(complaint(upstream, meaning)));
    assertThat(head.status()).isEqualTo(status);
    assertThat(head.code()).isEqualTo(code);
    assertThat(head.family()).isEqualTo(family);
    assertThat(head.message()).contains("upstream's words");
    assertThat(head.upstreamType()).contains("own_type");
    assertThat(after(BadStatus.inside(complaint(upstream, meaning))))
        .as("an error inside a 200 is the row of the status it names")
        .isEqualTo(head);
  }

  static Stream<Arguments> kinds() {
    Stream<Arguments> unreachable =
        Stream.of(Unreachable.Way.values())
            .map(
                way ->
                    arguments(new Unreachable(way, Optional.empty()), 502, "upstream_unreachable"));
    Stream<Arguments> timeouts =
        Stream.of(TimedOut.Phase.values())
            .map(
                phase ->
                    arguments(new TimedOut(phase, Duration.ofSeconds(3)), 504, "upstream_timeout"));
    Stream<Arguments> garbage =
        Stream.of(Garbage.What.values())
            .map(what -> arguments(Garbage.of(what, 200), 502, "upstream_error"));
    Stream<Arguments> others =
        Stream.of(
            arguments(new Failure.TlsRefused(Optional.empty()), 502, "upstream_tls_error"),
            arguments(
                new Failure.Overloaded("max_concurrent", Duration.ofSeconds(1)), 503, "overloaded"),
            arguments(new Failure.Internal(new IllegalStateException("x")), 500, "internal_error"),
            arguments(new Failure.ClientGone(), 499, "client_closed_request"));
    return Stream.of(unreachable, timeouts, garbage, others).flatMap(stream -> stream);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aFailureWithoutAStatusIsAnsweredByItsKind(Failure failure, int status, String code) {
    FailureAnswer answer = after(failure);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.message()).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource(TimedOut.Phase.class)
  void eachTimeoutHasAMessageOfItsOwn(TimedOut.Phase phase) {
    String message = after(new TimedOut(phase, Duration.ofMinutes(2))).message();
    assertThat(message).contains("acme", "2m");
    for (TimedOut.Phase other : TimedOut.Phase.values()) {
      if (other != phase) {
        assertThat(after(new TimedOut(other, Duration.ofMinutes(2))).message())
            .isNotEqualTo(message);
      }
    }
  }

  @Test
  void aCauseNeverReachesTheClient() {
    Throwable cause = new IllegalStateException("connection refused: 10.0.0.7:8443");
    assertThat(
            after(new Unreachable(Unreachable.Way.CONNECT_REFUSED, Optional.of(cause))).message())
        .doesNotContain("10.0.0.7");
    assertThat(after(new Failure.Internal(cause)).message()).doesNotContain("10.0.0.7");
  }

  @Test
  void theLastOneDecides() {
    assertThat(after(status(500), status(503)).status()).isEqualTo(503);
    assertThat(after(status(503), status(500)).status()).isEqualTo(502);
    assertThat(after(status(500), status(400)).status()).isEqualTo(400);
    assertThat(after(status(500), status(429)).status()).isEqualTo(429);
  }

  @Test
  void a429ThatSaysWhenToComeBackWinsOverA5xx() {
    FailureAnswer answer = after(limited(Duration.ofSeconds(7)), status(500));
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void a429WithoutATimeDoesNotWinNorDoesOneOverA4xx() {
    assertThat(after(status(429), status(500)).status()).isEqualTo(502);
    assertThat(after(limited(Duration.ofSeconds(7)), status(400)).status()).isEqualTo(400);
  }

  @Test
  void aRelayed429AlwaysSaysWhenToComeBackAndKeepsTheUpstreamsTime() {
    assertThat(after(status(429)).retryAfter()).isPresent();
    assertThat(after(limited(Duration.ofHours(2))).retryAfter()).contains(Duration.ofHours(2));
    assertThat(after(limited(Duration.ofMillis(1500))).retryAfter())
        .as("a header has whole seconds, and never too few")
        .contains(Duration.ofSeconds(2));
    assertThat(after(limited(Duration.ZERO)).retryAfter()).contains(Duration.ofSeconds(1));
  }

  @Test
  void aRelayed429WithoutACodeOfItsOwnIsRateLimited() {
    assertThat(after(BadStatus.head(UpstreamComplaint.ofStatus(429))).code())
        .isEqualTo("rate_limited");
  }

  @Test
  void ourOwn503And504SendNobodyAwayForLongerThanAMinute() {
    Failure unavailable =
        BadStatus.head(
            complaint(503, ErrorMeaning.PLAIN).withRetryAfter(Optional.of(Duration.ofHours(1))));
    assertThat(after(unavailable).retryAfter()).contains(Duration.ofSeconds(60));
    assertThat(after(status(503)).retryAfter()).isPresent();
    assertThat(after(status(408)).retryAfter()).isPresent();
    assertThat(after(new TimedOut(TimedOut.Phase.TOTAL, Duration.ofMinutes(15))).retryAfter())
        .isPresent();
    assertThat(after(new Failure.Overloaded("queue", Duration.ofHours(1))).retryAfter())
        .contains(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 413, 422})
  void aFinal4xxTellsTheClientNotToRepeatIt(int status) {
    assertThat(after(status(status)).shouldRetry()).contains(false);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 425, 429, 500, 503})
  void afterOneAttemptTheClientMayRepeatTheRest(int status) {
    assertThat(after(status(status)).shouldRetry()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 425, 429, 500, 503})
  void afterTwoAttemptsTheClientIsToldNotToMultiplyThem(int status) {
    assertThat(after(status(500), status(status)).shouldRetry()).contains(false);
  }

  @Test
  void theUpstreamsOwnWordOnRetryingIsKeptUnlessOursIsNo() {
    UpstreamComplaint yes = complaint(429, ErrorMeaning.PLAIN).withShouldRetry(Optional.of(true));
    assertThat(after(BadStatus.head(yes)).shouldRetry()).contains(true);
    assertThat(after(status(500), BadStatus.head(yes)).shouldRetry()).contains(false);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403, 429})
  void withTheClientsOwnKeyTheUpstreamsWordIsRelayed(int status) {
    FailureAnswer answer =
        FailureAnswer.of(new FailedAttempt("acme", status(status)), new AnswerRules(true, false));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo("own_code");
    assertThat(answer.message()).isEqualTo("upstream's words");
  }

  @ParameterizedTest
  @CsvSource({
    "401, invalid_api_key, AUTHENTICATION",
    "402, insufficient_quota, INVALID_REQUEST",
    "403, permission_denied, INVALID_REQUEST",
    "429, rate_limited, RATE_LIMIT"
  })
  void withTheClientsOwnKeyAWordlessStatusStillHasACode(
      int status, String code, ErrorFamily family) {
    FailureAnswer answer =
        FailureAnswer.of(
            new FailedAttempt("acme", BadStatus.head(UpstreamComplaint.ofStatus(status))),
            new AnswerRules(true, false));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.family()).isEqualTo(family);
    assertThat(answer.message()).isNotBlank();
  }

  @Test
  void messagesClientsSee529() {
    FailureAnswer answer =
        FailureAnswer.of(new FailedAttempt("acme", status(529)), new AnswerRules(false, true));
    assertThat(answer.status()).isEqualTo(529);
  }

  @Test
  void aContextOverflowKeepsTheUpstreamsCodeAndMessage() {
    FailureAnswer answer =
        after(status(500), BadStatus.head(complaint(400, ErrorMeaning.CONTEXT_LENGTH)));
    assertThat(answer.code()).isEqualTo("own_code");
    assertThat(answer.message()).isEqualTo("upstream's words");
    assertThat(answer.param()).contains("messages");
  }

  @Test
  void aWordOfOursKeepsItsFamilyWhoeverSaysIt() {
    UpstreamComplaint complaint =
        UpstreamComplaint.of(
            400,
            "no such model",
            Optional.of("model_not_found"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            (status, code, type, message) -> ErrorMeaning.MODEL_NOT_FOUND);
    assertThat(after(BadStatus.head(complaint)).family()).isEqualTo(ErrorFamily.NOT_FOUND);
  }

  @Test
  void withoutAnyAttemptThereIsNoAnswer() {
    assertThatThrownBy(() -> FailureAnswer.of(List.of(), AnswerRules.USUAL))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
