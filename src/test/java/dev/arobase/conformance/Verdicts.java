package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.AnswerEnd;
import dev.arobase.support.ClientAnswer;
import java.util.Map;
import java.util.Set;

/** What an answer must be as a whole, whoever asked. */
public final class Verdicts {
  private static final Set<String> FAMILIES =
      Set.of(
          "invalid_request_error",
          "authentication_error",
          "not_found_error",
          "rate_limit_error",
          "upstream_error",
          "gateway_error");

  private static final Map<String, String> FAMILY_OF_CODE =
      Map.ofEntries(
          Map.entry("invalid_json", "invalid_request_error"),
          Map.entry("invalid_model", "invalid_request_error"),
          Map.entry("missing_model", "invalid_request_error"),
          Map.entry("bad_request", "invalid_request_error"),
          Map.entry("provider_conflict", "invalid_request_error"),
          Map.entry("unknown_provider", "invalid_request_error"),
          Map.entry("provider_not_configured", "invalid_request_error"),
          Map.entry("method_not_allowed", "invalid_request_error"),
          Map.entry("body_too_large", "invalid_request_error"),
          Map.entry("unsupported_media_type", "invalid_request_error"),
          Map.entry("headers_too_large", "invalid_request_error"),
          Map.entry("invalid_api_key", "authentication_error"),
          Map.entry("not_found", "not_found_error"),
          Map.entry("model_not_found", "not_found_error"),
          Map.entry("model_ambiguous", "not_found_error"),
          Map.entry("rate_limited", "rate_limit_error"),
          Map.entry("upstream_error", "upstream_error"),
          Map.entry("upstream_auth_error", "upstream_error"),
          Map.entry("upstream_timeout", "upstream_error"),
          Map.entry("upstream_unreachable", "upstream_error"),
          Map.entry("upstream_tls_error", "upstream_error"),
          Map.entry("upstream_unavailable", "upstream_error"),
          Map.entry("overloaded", "gateway_error"),
          Map.entry("routing_loop", "gateway_error"));

  private Verdicts() {}

  /** A whole good chat answer that says this, streamed or plain. */
  public static void good(ClientAnswer answer, String content) {
    good(answer);
    assertThat(answer.content()).as("content of %s", answer).isEqualTo(content);
  }

  public static void good(ClientAnswer answer) {
    assertThat(answer.status()).as("status of %s", answer).isEqualTo(200);
    assertThat(answer.end()).as("end of %s", answer).isEqualTo(AnswerEnd.COMPLETE);
    if (answer.isStream()) {
      assertThat(answer.streamError()).as("error in %s", answer).isEmpty();
      assertThat(answer.done()).as("[DONE] in %s", answer).isTrue();
    }
  }

  /** The error envelope, whole, with this status and code. */
  public static JsonNode error(ClientAnswer answer, int status, String code) {
    JsonNode error = envelope(answer, status);
    assertThat(error.path("code").asText()).as("code of %s", answer).isEqualTo(code);
    if (FAMILY_OF_CODE.containsKey(code)) {
      assertThat(error.path("type").asText())
          .as("family of %s", answer)
          .isEqualTo(FAMILY_OF_CODE.get(code));
    }
    return error;
  }

  /** The error envelope, whole, with this status and any code. */
  public static JsonNode envelope(ClientAnswer answer, int status) {
    assertThat(answer.status()).as("status of %s", answer).isEqualTo(status);
    assertThat(answer.end()).as("end of %s", answer).isEqualTo(AnswerEnd.COMPLETE);
    assertThat(answer.header("content-type")).as("%s", answer).startsWith("application/json");
    assertThat(answer.header("x-request-id")).as("x-request-id of %s", answer).isNotBlank();
    JsonNode error = answer.error();
    assertEnvelope(error);
    return error;
  }

  /** The metadata of an upstream failure, with so many attempts. */
  public static JsonNode attempts(JsonNode error, int count) {
    JsonNode metadata = error.path("metadata");
    assertThat(metadata.path("provider").asText()).as("provider in %s", error).isNotBlank();
    assertThat(metadata.path("attempts")).as("attempts in %s", error).hasSize(count);
    for (JsonNode attempt : metadata.path("attempts")) {
      for (String field : new String[] {"provider", "model", "status", "reason", "ms"}) {
        assertThat(attempt.has(field)).as("%s in %s", field, attempt).isTrue();
      }
    }
    return metadata;
  }

  /**
   * A stream that began and then failed: an error event, no {@code [DONE]}, no torn event, closed
   * without the final chunk, and what was said before is the beginning of the whole.
   */
  public static JsonNode cutStream(ClientAnswer answer, String whole) {
    assertThat(answer.status()).as("status of %s", answer).isEqualTo(200);
    assertThat(answer.end()).as("end of %s", answer).isIn(AnswerEnd.FIN, AnswerEnd.RST);
    assertThat(answer.done()).as("[DONE] in %s", answer).isFalse();
    assertThat(answer.streamError()).as("error event in %s", answer).isPresent();
    assertThat(answer.events())
        .as("events of %s", answer)
        .allMatch(event -> event.json().isObject());
    assertThat(answer.events().getLast().json().has("error")).as("%s", answer).isTrue();
    assertThat(answer.content()).as("content of %s", answer).isNotEmpty();
    assertThat(whole).as("content of %s", answer).startsWith(answer.content());
    JsonNode error = answer.streamError().orElseThrow();
    assertEnvelope(error);
    return error;
  }

  private static void assertEnvelope(JsonNode error) {
    assertThat(error.path("message").asText()).as("message in %s", error).isNotBlank();
    assertThat(error.path("type").asText()).as("type in %s", error).isIn(FAMILIES);
    assertThat(error.has("param")).as("param in %s", error).isTrue();
    assertThat(error.path("code").isTextual() || error.path("code").isNull())
        .as("code in %s", error)
        .isTrue();
  }
}
