package dev.arobase.ingress;

import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;
import dev.arobase.wire.ScanResult;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with a request body, in words. */
final class BodyErrors {
  private static final Logger LOG = LoggerFactory.getLogger(BodyErrors.class);

  private BodyErrors() {}

  /** Empty when there is nobody left to be told. */
  static Optional<Rejection> rejection(Throwable error) {
    return switch (error) {
      case BodyReader.TooLarge tooLarge ->
          Optional.of(Rejection.of(ErrorCode.BODY_TOO_LARGE, tooLarge.words()));
      case BodyReader.TooSlow _ ->
          Optional.of(
              Rejection.of(
                  ErrorCode.REQUEST_TIMEOUT,
                  "The request's body was not whole within timeouts.total."));
      case BodyReader.Aborted _ -> Optional.empty();
      default -> {
        LOG.error("a request body could not be read", error);
        yield Optional.of(Rejection.of(ErrorCode.INTERNAL, "The request body could not be read."));
      }
    };
  }

  static Rejection rejection(ScanResult.NotJson notJson) {
    return Rejection.of(
        ErrorCode.INVALID_JSON,
        "The request body is not valid JSON: %s (line %d, column %d)"
            .formatted(notJson.message(), notJson.line(), notJson.column()));
  }

  static Rejection rejection(ScanResult.BadField bad) {
    ErrorCode code = bad.name().equals("model") ? ErrorCode.INVALID_MODEL : ErrorCode.BAD_REQUEST;
    return bad.name().isEmpty()
        ? Rejection.of(code, bad.message())
        : Rejection.of(code, bad.message(), bad.name());
  }
}
