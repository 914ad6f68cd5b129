package dev.arobase.exchange;

import static dev.arobase.exchange.Fault.CLIENT;
import static dev.arobase.exchange.Fault.UPSTREAM;
import static dev.arobase.exchange.Repeat.ANYWHERE;
import static dev.arobase.exchange.Repeat.NEVER;

/**
 * The rows an upstream's error status falls into. The words of an error come before its number: a
 * 400 that says the model is unknown here is no mistake of the client.
 */
public enum StatusRow {
  /** The client's own mistake: returned as it is. */
  CLIENT_ERROR("client_error", CLIENT, NEVER, false),
  /** A moderation or content policy refused it: returned as it is. */
  CONTENT_FILTER("content_filter", CLIENT, NEVER, false),
  /** This provider doesn't have the model: others may. */
  MODEL_NOT_FOUND("model_not_found", UPSTREAM, ANYWHERE, false),
  /** Too long for this offering: others may take more. */
  CONTEXT_LENGTH("context_length", CLIENT, ANYWHERE, false),
  /** 401, 403, 402: our key is refused or has no credit. */
  KEY_REFUSED("key_refused", UPSTREAM, ANYWHERE, false),
  RATE_LIMITED("rate_limited", UPSTREAM, ANYWHERE, false),
  /** 408: the upstream itself gave up waiting. */
  REQUEST_TIMEOUT("request_timeout", UPSTREAM, ANYWHERE, true),
  /** 409 and 425. */
  CONFLICT("conflict", UPSTREAM, ANYWHERE, false),
  UNAVAILABLE("unavailable", UPSTREAM, ANYWHERE, true),
  SERVER_ERROR("server_error", UPSTREAM, ANYWHERE, true),
  /** 1xx, a 2xx without an answer, 3xx, or no status at all. */
  NO_ANSWER("bad_status", UPSTREAM, ANYWHERE, true);

  private final String reason;
  private final Fault fault;
  private final Repeat repeat;
  private final boolean countsForBreaker;

  StatusRow(String reason, Fault fault, Repeat repeat, boolean countsForBreaker) {
    this.reason = reason;
    this.fault = fault;
    this.repeat = repeat;
    this.countsForBreaker = countsForBreaker;
  }

  public static StatusRow of(int status, ErrorMeaning meaning) {
    return switch (meaning) {
      case MODEL_NOT_FOUND -> MODEL_NOT_FOUND;
      case CONTEXT_LENGTH -> CONTEXT_LENGTH;
      case CONTENT_FILTER ->
          switch (status) {
            case 400, 403, 422, 451 -> CONTENT_FILTER;
            default -> ofNumber(status);
          };
      case INSUFFICIENT_QUOTA -> KEY_REFUSED;
      case PLAIN -> ofNumber(status);
    };
  }

  private static StatusRow ofNumber(int status) {
    return switch (status) {
      case 401, 402, 403 -> KEY_REFUSED;
      case 408 -> REQUEST_TIMEOUT;
      case 409, 425 -> CONFLICT;
      case 429 -> RATE_LIMITED;
      case 503 -> UNAVAILABLE;
      // The way to the upstream wants credentials of its own: nothing the client could mend.
      case 407 -> NO_ANSWER;
      default -> {
        if (status >= 400 && status < 500) {
          yield CLIENT_ERROR;
        }
        yield status >= 500 && status < 600 ? SERVER_ERROR : NO_ANSWER;
      }
    };
  }

  /** What holds of every failure of this row. */
  public Failure.Facts facts() {
    return new Failure.Facts(reason, fault, repeat);
  }

  public boolean countsForBreaker() {
    return countsForBreaker;
  }
}
