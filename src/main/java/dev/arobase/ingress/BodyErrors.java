package dev.arobase.ingress;

import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;
import dev.arobase.wire.ScanResult;
import java.util.Optional;

/** What is wrong with a request body, in words. */
final class BodyErrors {
  private BodyErrors() {}

  /** Empty when there is nobody left to be told. */
  static Optional<Rejection> rejection(Throwable error) {
    return switch (error) {
      case BodyReader.TooLarge tooLarge ->
          Optional.of(Rejection.of(ErrorCode.BODY_TOO_LARGE, tooLarge.words()));
      default -> Optional.empty();
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
