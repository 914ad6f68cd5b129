package dev.arobase.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the client gets when no attempt succeeded. The dialects write it in their own envelopes.
 *
 * @param status the HTTP status; for an error event the one it would have been
 * @param code one of {@link ErrorCode}'s words, or the upstream's own for a relayed 4xx
 * @param family the {@code type} of the answer
 * @param provider whose failure decided
 * @param param the request field at fault, as the upstream named it
 * @param upstreamType the upstream's own {@code type}, for the metadata
 * @param retryAfter for the {@code Retry-After} header, rounded up to whole seconds, at least 1 s
 * @param shouldRetry for the {@code x-should-retry} header; empty for none
 */
public record FailureAnswer(
    int status,
    String code,
    ErrorFamily family,
    String message,
    String provider,
    Optional<String> param,
    Optional<String> upstreamType,
    Optional<Duration> retryAfter,
    Optional<Boolean> shouldRetry) {

  /** Own answers never send a client away for longer. */
  static final Duration LONGEST_OWN_WAIT = Duration.ofSeconds(60);

  /** When the upstream gave no time. */
  static final Duration USUAL_WAIT = Duration.ofSeconds(5);

  public FailureAnswer {
    retryAfter = retryAfter.map(FailureAnswer::wholeSeconds);
  }

  /**
   * The answer after these attempts, in their order. The last one decides, except that a 429 with a
   * Retry-After wins over a 5xx: it is the only one that tells the client when to come back.
   *
   * @throws IllegalArgumentException when there is no attempt
   */
  public static FailureAnswer of(List<FailedAttempt> attempts, AnswerRules rules) {
    if (attempts.isEmpty()) {
      throw new IllegalArgumentException("no attempt, no answer");
    }
    FailureAnswer last = FailureTable.row(attempts.getLast(), rules);
    FailureAnswer answer =
        last.status >= 500
            ? attempts.reversed().stream()
                .filter(FailureAnswer::saysWhenToComeBack)
                .findFirst()
                .map(attempt -> FailureTable.row(attempt, rules))
                .orElse(last)
            : last;
    return attempts.size() > 1 || isFinal(answer.status)
        ? answer.withShouldRetry(Optional.of(false))
        : answer;
  }

  /** After one attempt, or before any. */
  public static FailureAnswer of(FailedAttempt attempt, AnswerRules rules) {
    return of(List.of(attempt), rules);
  }

  private static boolean saysWhenToComeBack(FailedAttempt attempt) {
    return attempt.failure() instanceof Failure.BadStatus bad
        && bad.row() == StatusRow.RATE_LIMITED
        && bad.complaint().retryAfter().isPresent();
  }

  /** A client's SDK would repeat what can only fail again. */
  private static boolean isFinal(int status) {
    return switch (status) {
      case 408, 409, 425, 429 -> false;
      default -> status >= 400 && status < 500;
    };
  }

  private static Duration wholeSeconds(Duration wait) {
    long seconds = wait.getNano() > 0 ? wait.getSeconds() + 1 : wait.getSeconds();
    return Duration.ofSeconds(Math.max(1, seconds));
  }

  FailureAnswer withShouldRetry(Optional<Boolean> word) {
    return new FailureAnswer(
        status, code, family, message, provider, param, upstreamType, retryAfter, word);
  }
}
