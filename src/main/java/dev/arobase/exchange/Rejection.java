package dev.arobase.exchange;

import java.util.Optional;

/**
 * Why the gateway itself refuses a request, before any upstream is involved.
 *
 * @param param the request field at fault, as OpenAI's {@code param}
 */
public record Rejection(ErrorCode code, String message, Optional<String> param) {

  public static Rejection of(ErrorCode code, String message) {
    return new Rejection(code, message, Optional.empty());
  }

  public static Rejection of(ErrorCode code, String message, String param) {
    return new Rejection(code, message, Optional.of(param));
  }
}
