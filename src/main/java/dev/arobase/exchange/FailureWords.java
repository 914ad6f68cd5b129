package dev.arobase.exchange;

import java.time.Duration;

/** What a client reads about a failure: the provider's name, never a host, a port or a cause. */
final class FailureWords {
  private FailureWords() {}

  static String of(String provider, Failure.Unreachable unreachable) {
    return switch (unreachable.way()) {
      case CONNECT_REFUSED -> provider + " refused the connection";
      case DNS -> "The host name of " + provider + " could not be resolved";
      case CONNECT_FAILED -> "No connection to " + provider + " came about";
      case RESET, RESET_ON_REUSED -> provider + " closed the connection before it answered";
    };
  }

  static String of(String provider, Failure.TimedOut timedOut) {
    String limit = of(timedOut.limit());
    return switch (timedOut.phase()) {
      case CONNECT -> "No connection to " + provider + " within " + limit + " (connect timeout)";
      case TLS_HANDSHAKE ->
          "No secure connection to " + provider + " within " + limit + " (TLS handshake timeout)";
      case FIRST_BYTE ->
          provider + " did not begin to answer within " + limit + " (first byte timeout)";
      case FIRST_TOKEN ->
          provider + " produced no token within " + limit + " (first token timeout)";
      case IDLE -> provider + " sent nothing for " + limit + " (idle timeout)";
      case TOTAL -> provider + " did not finish within " + limit + " (total timeout)";
    };
  }

  static String of(String provider, Failure.Garbage garbage) {
    return switch (garbage.what()) {
      case HTML -> provider + " answered with a web page";
      case BROKEN_JSON -> provider + " answered with broken JSON";
      case EMPTY_BODY -> provider + " answered with an empty body";
      case EMPTY_STREAM -> provider + " ended the stream before any content";
      case UNKNOWN_CODING -> provider + " answered in a content encoding that was not asked for";
      case MALFORMED_EVENT -> provider + " sent a malformed event";
      case EVENT_TOO_LARGE -> provider + " sent an event beyond the size limit";
      case NO_CONTENT -> provider + " went on and on without any content";
      case TRUNCATED -> provider + " broke off its answer";
      case NOT_HTTP -> provider + " sent what is not valid HTTP";
    };
  }

  /** As durations are written in the configuration: {@code 250ms}, {@code 3s}, {@code 2m}. */
  static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    return millis != 0 && millis % 60_000 == 0 ? millis / 60_000 + "m" : millis / 1000 + "s";
  }
}
