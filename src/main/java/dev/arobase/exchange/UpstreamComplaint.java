package dev.arobase.exchange;

import java.time.Duration;
import java.util.Optional;

/**
 * An upstream's error as it stated it, already masked.
 *
 * @param status the HTTP status; for an error inside a 200 the one that it names
 * @param message empty when it gave none
 * @param code the upstream's own code as text, numbers included
 * @param type the upstream's own type
 * @param param the request field that it blames
 * @param meaning what its words say
 * @param retryAfter how long it asks to be left alone; nonsense was dropped, nothing is capped
 * @param shouldRetry its own {@code x-should-retry}
 */
public record UpstreamComplaint(
    int status,
    String message,
    Optional<String> code,
    Optional<String> type,
    Optional<String> param,
    ErrorMeaning meaning,
    Optional<Duration> retryAfter,
    Optional<Boolean> shouldRetry) {

  /** A status without a readable body. */
  public static UpstreamComplaint ofStatus(int status) {
    return new UpstreamComplaint(
        status,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ErrorMeaning.PLAIN,
        Optional.empty(),
        Optional.empty());
  }

  /** Reads the meaning of the words with {@code classifier}. */
  public static UpstreamComplaint of(
      int status,
      String message,
      Optional<String> code,
      Optional<String> type,
      Optional<String> param,
      Optional<Duration> retryAfter,
      ErrorClassifier classifier) {
    return new UpstreamComplaint(
        status,
        message,
        code,
        type,
        param,
        classifier.classify(status, code, type, message),
        retryAfter,
        Optional.empty());
  }

  public UpstreamComplaint withShouldRetry(Optional<Boolean> word) {
    return new UpstreamComplaint(status, message, code, type, param, meaning, retryAfter, word);
  }

  public UpstreamComplaint withRetryAfter(Optional<Duration> delay) {
    return new UpstreamComplaint(status, message, code, type, param, meaning, delay, shouldRetry);
  }
}
