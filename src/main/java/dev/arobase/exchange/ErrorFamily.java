package dev.arobase.exchange;

/** The {@code type} of an error answer: always one of these six. */
public enum ErrorFamily {
  INVALID_REQUEST("invalid_request_error"),
  AUTHENTICATION("authentication_error"),
  NOT_FOUND("not_found_error"),
  RATE_LIMIT("rate_limit_error"),
  UPSTREAM("upstream_error"),
  GATEWAY("gateway_error");

  private final String word;

  ErrorFamily(String word) {
    this.word = word;
  }

  /** As it stands in the answer. */
  public String word() {
    return word;
  }
}
