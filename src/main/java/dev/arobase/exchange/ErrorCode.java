package dev.arobase.exchange;

import static dev.arobase.exchange.ErrorFamily.AUTHENTICATION;
import static dev.arobase.exchange.ErrorFamily.GATEWAY;
import static dev.arobase.exchange.ErrorFamily.INVALID_REQUEST;
import static dev.arobase.exchange.ErrorFamily.NOT_FOUND;
import static dev.arobase.exchange.ErrorFamily.RATE_LIMIT;
import static dev.arobase.exchange.ErrorFamily.UPSTREAM;

/** The gateway's own error codes: the {@code code} of an answer, its family and its HTTP status. */
public enum ErrorCode {
  INVALID_JSON("invalid_json", 400, INVALID_REQUEST),
  INVALID_MODEL("invalid_model", 400, INVALID_REQUEST),
  MISSING_MODEL("missing_model", 400, INVALID_REQUEST),
  BAD_REQUEST("bad_request", 400, INVALID_REQUEST),
  PROVIDER_CONFLICT("provider_conflict", 400, INVALID_REQUEST),
  UNKNOWN_PROVIDER("unknown_provider", 400, INVALID_REQUEST),
  PROVIDER_NOT_CONFIGURED("provider_not_configured", 400, INVALID_REQUEST),
  INVALID_API_KEY("invalid_api_key", 401, AUTHENTICATION),
  ORIGIN_NOT_ALLOWED("origin_not_allowed", 403, INVALID_REQUEST),
  HOST_NOT_ALLOWED("host_not_allowed", 403, INVALID_REQUEST),
  MODEL_NOT_FOUND("model_not_found", 404, NOT_FOUND),
  MODEL_AMBIGUOUS("model_ambiguous", 404, NOT_FOUND),
  ENDPOINT_NOT_SUPPORTED("endpoint_not_supported", 404, NOT_FOUND),
  PATH_NOT_FOUND("not_found", 404, NOT_FOUND),
  METHOD_NOT_ALLOWED("method_not_allowed", 405, INVALID_REQUEST),
  REQUEST_TIMEOUT("request_timeout", 408, INVALID_REQUEST),
  BODY_TOO_LARGE("body_too_large", 413, INVALID_REQUEST),
  UNSUPPORTED_MEDIA_TYPE("unsupported_media_type", 415, INVALID_REQUEST),
  HEADERS_TOO_LARGE("headers_too_large", 431, INVALID_REQUEST),
  RATE_LIMITED("rate_limited", 429, RATE_LIMIT),
  OVERLOADED("overloaded", 503, GATEWAY),
  ROUTING_LOOP("routing_loop", 508, GATEWAY),
  INTERNAL("internal_error", 500, GATEWAY),
  UPSTREAM_ERROR("upstream_error", 502, UPSTREAM),
  UPSTREAM_AUTH_ERROR("upstream_auth_error", 502, UPSTREAM),
  UPSTREAM_UNREACHABLE("upstream_unreachable", 502, UPSTREAM),
  UPSTREAM_TLS_ERROR("upstream_tls_error", 502, UPSTREAM),
  UPSTREAM_UNAVAILABLE("upstream_unavailable", 503, UPSTREAM),
  UPSTREAM_TIMEOUT("upstream_timeout", 504, UPSTREAM);

  private final String word;
  private final int status;
  private final ErrorFamily family;

  ErrorCode(String word, int status, ErrorFamily family) {
    this.word = word;
    this.status = status;
    this.family = family;
  }

  /** As it stands in the answer. */
  public String word() {
    return word;
  }

  /** The HTTP status that goes with it. */
  public int status() {
    return status;
  }

  public ErrorFamily family() {
    return family;
  }
}
