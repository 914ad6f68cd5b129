package dev.arobase.observe;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.arobase.wire.NullableFields;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The fields of a request's JSON line. What is not known is {@code null}, so that every line has
 * the same keys; lists are left out when empty.
 */
final class RequestFields {
  private RequestFields() {}

  static void write(JsonGenerator json, RequestRecord request) throws IOException {
    json.writeStringField("event", "request");
    json.writeStringField("request_id", request.requestId());
    NullableFields.text(json, "key", request.keyName());
    json.writeStringField("method", request.method());
    json.writeStringField("endpoint", request.endpoint());
    NullableFields.text(json, "provider", request.provider());
    NullableFields.text(json, "model", request.model());
    NullableFields.text(json, "requested_model", request.requestedModel());
    json.writeNumberField("status", request.status());
    NullableFields.text(json, "error", request.errorCode());
    json.writeStringField("end", request.end().word());
    json.writeBooleanField("stream", request.stream());
    NullableFields.number(json, "prompt_tokens", request.tokens().prompt());
    NullableFields.number(json, "completion_tokens", request.tokens().completion());
    NullableFields.number(json, "cached_tokens", request.tokens().cached());
    NullableFields.number(json, "cache_write_tokens", request.tokens().cacheWrite());
    NullableFields.number(json, "reasoning_tokens", request.tokens().reasoning());
    money(json, request.cost().usd());
    json.writeStringField("cost_source", request.cost().source());
    json.writeNumberField("latency_ms", request.latencyMilliseconds());
    NullableFields.number(json, "upstream_ms", request.upstreamMilliseconds());
    NullableFields.number(json, "first_token_ms", request.firstTokenMilliseconds());
    json.writeNumberField("request_bytes", request.requestBytes());
    json.writeNumberField("response_bytes", request.responseBytes());
    if (!request.attempts().isEmpty()) {
      AttemptList.write(json, request.attempts());
    }
    abandoned(json, request);
  }

  private static void abandoned(JsonGenerator json, RequestRecord request) throws IOException {
    if (request.abandoned().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("abandoned");
    for (AbandonedRecord attempt : request.abandoned()) {
      json.writeStartObject();
      json.writeStringField("provider", attempt.provider());
      json.writeStringField("model", attempt.model());
      json.writeNullField("prompt_tokens");
      NullableFields.number(json, "completion_tokens", attempt.completionTokens());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** A plain decimal with every digit: {@code 0.0000042}, never {@code 4.2E-6}. */
  private static void money(JsonGenerator json, Optional<BigDecimal> usd) throws IOException {
    if (usd.isPresent()) {
      json.writeNumberField(
          "cost", usd.get().signum() == 0 ? BigDecimal.ZERO : usd.get().stripTrailingZeros());
    } else {
      json.writeNullField("cost");
    }
  }
}
