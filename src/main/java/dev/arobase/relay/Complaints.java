package dev.arobase.relay;

import dev.arobase.exchange.ErrorMeaning;
import dev.arobase.exchange.Failure;
import dev.arobase.exchange.UpstreamComplaint;
import dev.arobase.wire.ErrorWord;
import dev.arobase.wire.ErrorWords;
import dev.arobase.wire.Masking;
import dev.arobase.wire.RetryAfter;
import dev.arobase.wire.UpstreamError;
import dev.arobase.wire.UpstreamErrorReader;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Optional;

/**
 * One upstream's errors as failures: read in whatever shape they come, understood by their words,
 * masked.
 */
public final class Complaints {
  private static final UpstreamErrorReader READER = new UpstreamErrorReader();
  private static final ErrorWords WORDS = ErrorWords.load();

  /** For an error inside a good answer that names no status and says no word we know. */
  private static final int NAMELESS = 502;

  private final Masking masking;

  /**
   * @param masking knows this upstream's keys and host
   */
  public Complaints(Masking masking) {
    this.masking = masking;
  }

  /**
   * An answer whose status is an error.
   *
   * @param body as far as it was read
   */
  public Failure head(int status, MultiMap headers, byte[] body) {
    UpstreamError error =
        READER.read(status, Optional.ofNullable(headers.get("content-type")), body);
    return Failure.BadStatus.head(
        complaint(status, error)
            .withRetryAfter(RetryAfter.of(headers, Instant.now()))
            .withShouldRetry(
                Optional.ofNullable(headers.get("x-should-retry")).map(Boolean::parseBoolean)));
  }

  /**
   * An error within an answer whose status is good: judged by the status it names, else by its
   * word.
   */
  public Failure inside(UpstreamError error) {
    int status =
        error
            .status()
            .orElseGet(() -> WORDS.classify(error).map(ErrorWord::status).orElse(NAMELESS));
    return Failure.BadStatus.inside(complaint(status, error));
  }

  private UpstreamComplaint complaint(int status, UpstreamError error) {
    UpstreamError masked = masking.mask(error);
    return new UpstreamComplaint(
        status,
        masked.message(),
        masked.code(),
        masked.type(),
        masked.param(),
        WORDS.classify(error).map(Complaints::meaning).orElse(ErrorMeaning.PLAIN),
        Optional.empty(),
        Optional.empty());
  }

  private static ErrorMeaning meaning(ErrorWord word) {
    return switch (word) {
      case MODEL_NOT_FOUND -> ErrorMeaning.MODEL_NOT_FOUND;
      case CONTEXT_LENGTH -> ErrorMeaning.CONTEXT_LENGTH;
      case CONTENT_FILTER -> ErrorMeaning.CONTENT_FILTER;
      case INSUFFICIENT_QUOTA -> ErrorMeaning.INSUFFICIENT_QUOTA;
      case RATE_LIMIT, OVERLOADED, AUTHENTICATION -> ErrorMeaning.PLAIN;
    };
  }
}
