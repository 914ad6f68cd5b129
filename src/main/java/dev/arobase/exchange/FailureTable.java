package dev.arobase.exchange;

import static dev.arobase.exchange.FailureAnswer.LONGEST_OWN_WAIT;
import static dev.arobase.exchange.FailureAnswer.USUAL_WAIT;

import java.time.Duration;
import java.util.Optional;

/**
 * The one table from a failure to a client's answer. An upstream's trouble with our key is never a
 * 401 to the client, whose key is fine; a 4xx about the request itself is returned in the
 * upstream's own words.
 */
final class FailureTable {
  private FailureTable() {}

  /** The client left; the number is for the log, nobody reads the answer. */
  private static final int CLIENT_CLOSED_REQUEST = 499;

  private static final int OVERLOADED_529 = 529;

  static FailureAnswer row(FailedAttempt attempt, AnswerRules rules) {
    String provider = attempt.provider();
    return switch (attempt.failure()) {
      case Failure.Unreachable unreachable ->
          own(provider, ErrorCode.UPSTREAM_UNREACHABLE, FailureWords.of(provider, unreachable));
      case Failure.TlsRefused ignored ->
          own(
              provider,
              ErrorCode.UPSTREAM_TLS_ERROR,
              "No secure connection to " + provider + ": the TLS handshake was refused");
      case Failure.TimedOut timedOut ->
          own(
              provider,
              ErrorCode.UPSTREAM_TIMEOUT,
              FailureWords.of(provider, timedOut),
              Optional.of(USUAL_WAIT));
      case Failure.BadStatus bad -> status(provider, bad, rules);
      case Failure.Garbage garbage ->
          own(provider, ErrorCode.UPSTREAM_ERROR, FailureWords.of(provider, garbage));
      case Failure.Overloaded overloaded ->
          own(
              provider,
              ErrorCode.OVERLOADED,
              "Too many requests to " + provider + " at once (" + overloaded.limit() + ")",
              Optional.of(shorter(overloaded.retryAfter())));
      case Failure.HostRefused refused ->
          new FailureAnswer(
              ErrorCode.BAD_REQUEST.status(),
              ErrorCode.BAD_REQUEST.word(),
              ErrorCode.BAD_REQUEST.family(),
              refused.why(),
              provider,
              Optional.of("x-portkey-custom-host"),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      case Failure.ClientGone ignored ->
          new FailureAnswer(
              CLIENT_CLOSED_REQUEST,
              "client_closed_request",
              ErrorFamily.INVALID_REQUEST,
              "The client closed the request",
              provider,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      case Failure.Internal ignored ->
          own(provider, ErrorCode.INTERNAL, "The gateway failed on this request");
    };
  }

  private static FailureAnswer status(String provider, Failure.BadStatus bad, AnswerRules rules) {
    UpstreamComplaint complaint = bad.complaint();
    return switch (bad.row()) {
      case CLIENT_ERROR -> relayed(provider, complaint, clientErrorCode(complaint.status()));
      case CONTENT_FILTER -> relayed(provider, complaint, "content_filter");
      case MODEL_NOT_FOUND ->
          isClientStatus(complaint.status())
              ? relayed(provider, complaint, ErrorCode.MODEL_NOT_FOUND.word())
              : serverError(provider, complaint, rules);
      case CONTEXT_LENGTH -> relayed(provider, complaint, "context_length_exceeded");
      case KEY_REFUSED ->
          rules.clientKey() && isClientStatus(complaint.status())
              ? relayed(provider, complaint, clientKeyCode(complaint.status()))
              : complain(
                  provider,
                  complaint,
                  ErrorCode.UPSTREAM_AUTH_ERROR,
                  "refused the gateway's key or account",
                  Optional.empty());
      case RATE_LIMITED -> rateLimited(provider, complaint);
      case REQUEST_TIMEOUT ->
          complain(
              provider,
              complaint,
              ErrorCode.UPSTREAM_TIMEOUT,
              "timed out (status 408)",
              Optional.of(ownWait(complaint)));
      case CONFLICT, NO_ANSWER ->
          complain(
              provider,
              complaint,
              ErrorCode.UPSTREAM_ERROR,
              "answered with status " + complaint.status(),
              Optional.empty());
      case UNAVAILABLE, SERVER_ERROR -> serverError(provider, complaint, rules);
    };
  }

  private static FailureAnswer serverError(
      String provider, UpstreamComplaint complaint, AnswerRules rules) {
    boolean kept529 = rules.keepsStatus529() && complaint.status() == OVERLOADED_529;
    if (complaint.status() == 503 || kept529) {
      FailureAnswer unavailable =
          complain(
              provider,
              complaint,
              ErrorCode.UPSTREAM_UNAVAILABLE,
              "is unavailable (status " + complaint.status() + ")",
              Optional.of(ownWait(complaint)));
      return kept529 ? withStatus(unavailable, OVERLOADED_529) : unavailable;
    }
    return complain(
        provider,
        complaint,
        ErrorCode.UPSTREAM_ERROR,
        "failed with status " + complaint.status(),
        Optional.empty());
  }

  /** The one relayed status that always says when to come back. */
  private static FailureAnswer rateLimited(String provider, UpstreamComplaint complaint) {
    return new FailureAnswer(
        429,
        complaint.code().filter(code -> !isNumber(code)).orElse(ErrorCode.RATE_LIMITED.word()),
        ErrorFamily.RATE_LIMIT,
        complaint.message().isBlank()
            ? provider + " limits the rate of requests"
            : complaint.message(),
        provider,
        complaint.param(),
        complaint.type(),
        Optional.of(complaint.retryAfter().orElse(USUAL_WAIT)),
        complaint.shouldRetry());
  }

  /** The upstream's own status, code and message. */
  private static FailureAnswer relayed(
      String provider, UpstreamComplaint complaint, String codeIfNone) {
    int status = isClientStatus(complaint.status()) ? complaint.status() : 400;
    String code = complaint.code().orElse(codeIfNone);
    return new FailureAnswer(
        status,
        code,
        relayedFamily(status, code),
        complaint.message().isBlank()
            ? provider + " answered with status " + complaint.status()
            : complaint.message(),
        provider,
        complaint.param(),
        complaint.type(),
        complaint.retryAfter(),
        complaint.shouldRetry());
  }

  /** Our own status and code, with what the upstream said behind the colon. */
  private static FailureAnswer complain(
      String provider,
      UpstreamComplaint complaint,
      ErrorCode code,
      String verb,
      Optional<Duration> retryAfter) {
    String told = complaint.message().isBlank() ? "" : ": " + complaint.message();
    return new FailureAnswer(
        code.status(),
        code.word(),
        code.family(),
        provider + " " + verb + told,
        provider,
        complaint.param(),
        complaint.type(),
        retryAfter,
        complaint.shouldRetry());
  }

  private static FailureAnswer own(String provider, ErrorCode code, String message) {
    return own(provider, code, message, Optional.empty());
  }

  private static FailureAnswer own(
      String provider, ErrorCode code, String message, Optional<Duration> retryAfter) {
    return new FailureAnswer(
        code.status(),
        code.word(),
        code.family(),
        message,
        provider,
        Optional.empty(),
        Optional.empty(),
        retryAfter,
        Optional.empty());
  }

  private static FailureAnswer withStatus(FailureAnswer answer, int status) {
    return new FailureAnswer(
        status,
        answer.code(),
        answer.family(),
        answer.message(),
        answer.provider(),
        answer.param(),
        answer.upstreamType(),
        answer.retryAfter(),
        answer.shouldRetry());
  }

  private static String clientErrorCode(int status) {
    return switch (status) {
      case 404 -> ErrorCode.PATH_NOT_FOUND.word();
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED.word();
      case 413 -> ErrorCode.BODY_TOO_LARGE.word();
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE.word();
      case 431 -> ErrorCode.HEADERS_TOO_LARGE.word();
      default -> ErrorCode.BAD_REQUEST.word();
    };
  }

  /** For a key that the client brought itself. */
  private static String clientKeyCode(int status) {
    return switch (status) {
      case 401 -> ErrorCode.INVALID_API_KEY.word();
      case 403 -> "permission_denied";
      default -> "insufficient_quota";
    };
  }

  /** A word of ours keeps its family whoever says it; else the status decides. */
  private static ErrorFamily relayedFamily(int status, String code) {
    for (ErrorCode known : ErrorCode.values()) {
      if (known.word().equals(code)) {
        return known.family();
      }
    }
    return switch (status) {
      case 401 -> ErrorFamily.AUTHENTICATION;
      case 404 -> ErrorFamily.NOT_FOUND;
      case 429 -> ErrorFamily.RATE_LIMIT;
      default -> ErrorFamily.INVALID_REQUEST;
    };
  }

  private static boolean isClientStatus(int status) {
    return status >= 400 && status < 500;
  }

  private static boolean isNumber(String code) {
    return !code.isEmpty() && code.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Duration ownWait(UpstreamComplaint complaint) {
    return shorter(complaint.retryAfter().orElse(USUAL_WAIT));
  }

  private static Duration shorter(Duration wait) {
    return wait.compareTo(LONGEST_OWN_WAIT) > 0 ? LONGEST_OWN_WAIT : wait;
  }
}
