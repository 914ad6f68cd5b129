package dev.arobase.wire;

/** What an upstream's error means, by its words. */
public enum ErrorWord {
  MODEL_NOT_FOUND(404),
  CONTEXT_LENGTH(400),
  CONTENT_FILTER(400),
  INSUFFICIENT_QUOTA(402),
  RATE_LIMIT(429),
  OVERLOADED(503),
  AUTHENTICATION(401);

  private final int status;

  ErrorWord(int status) {
    this.status = status;
  }

  /** The HTTP status that stands for it where the error names none. */
  public int status() {
    return status;
  }
}
