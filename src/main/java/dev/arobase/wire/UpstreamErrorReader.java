package dev.arobase.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads errors in every shape that upstreams give them: {@code {"error":{…}}}, {@code
 * {"error":"text"}}, {@code {"object":"error",…}}, {@code {"type":"error","error":{…}}}, {@code
 * {"detail":…}}, {@code {"message":…}}, a list around any of these, plain text.
 */
public final class UpstreamErrorReader {

  private static final int MAX_MESSAGE_CHARS = 16_384;
  private static final int MAX_WORD_CHARS = 256;

  /**
   * Reads an error answer.
   *
   * @param status of the answer, for the words where the body has none
   * @param contentType of the answer
   * @param body its first bytes, as many as were kept
   */
  public UpstreamError read(int status, Optional<String> contentType, byte[] body) {
    Optional<UpstreamError> read = readJson(body, 0, body.length);
    if (read.isPresent()) {
      return read.get();
    }
    if (Html.isHtml(contentType, body, body.length)) {
      return UpstreamError.of("the upstream answered with status " + status + " and an HTML page");
    }
    String text = new String(body, StandardCharsets.UTF_8).strip();
    boolean json = JsonTree.read(body, 0, body.length).isPresent();
    boolean brokenJson = text.startsWith("{") || text.startsWith("[");
    if (text.isEmpty() || json || brokenJson || text.indexOf('\0') >= 0) {
      return UpstreamError.of("the upstream answered with status " + status);
    }
    return UpstreamError.of(bounded(text, MAX_MESSAGE_CHARS));
  }

  /** Reads a JSON error; empty if the bytes are no JSON or say nothing. */
  public Optional<UpstreamError> readJson(byte[] bytes, int from, int to) {
    return JsonTree.read(bytes, from, to).flatMap(UpstreamErrorReader::read);
  }

  private static Optional<UpstreamError> read(JsonNode body) {
    if (body.isArray()) {
      return body.isEmpty() ? Optional.empty() : read(body.get(0));
    }
    if (body.isTextual()) {
      return body.textValue().isBlank()
          ? Optional.empty()
          : Optional.of(UpstreamError.of(bounded(body.textValue(), MAX_MESSAGE_CHARS)));
    }
    if (!body.isObject()) {
      return Optional.empty();
    }
    JsonNode error = body.path("error");
    if (JsonTree.says(error)) {
      return Optional.of(error.isObject() ? ofObject(error, body) : ofText(error, body));
    }
    JsonNode nested = body.path("response").path("error");
    if (nested.isObject()) {
      return Optional.of(ofObject(nested, body));
    }
    if (JsonTree.says(body.path("errors"))) {
      return Optional.of(ofText(body.path("errors"), body));
    }
    return message(body).map(message -> build(message, body, body));
  }

  private static UpstreamError ofObject(JsonNode error, JsonNode body) {
    String message = message(error).or(() -> message(body)).orElseGet(() -> compact(error));
    return build(message, error, body);
  }

  private static UpstreamError ofText(JsonNode error, JsonNode body) {
    String words = said(error);
    // {"error": "Bad Request", "message": "what is wrong"}
    return build(JsonTree.text(body, "message").orElse(words), body, body);
  }

  private static UpstreamError build(String message, JsonNode error, JsonNode body) {
    JsonNode reasons = error.path("metadata").path("reasons");
    return new UpstreamError(
        bounded(message, MAX_MESSAGE_CHARS),
        word(error, "code").or(() -> word(body, "code")),
        ownType(error).or(() -> statusWord(error)),
        word(error, "param"),
        status(error, body),
        JsonTree.says(reasons));
  }

  private static Optional<String> word(JsonNode object, String name) {
    return JsonTree.text(object, name).map(word -> bounded(word, MAX_WORD_CHARS));
  }

  private static Optional<String> ownType(JsonNode error) {
    return word(error, "type").filter(type -> !type.equals("error"));
  }

  // Google's "INVALID_ARGUMENT".
  private static Optional<String> statusWord(JsonNode error) {
    return error.path("status").isTextual() ? word(error, "status") : Optional.empty();
  }

  private static OptionalInt status(JsonNode error, JsonNode body) {
    for (JsonNode place : List.of(error, body)) {
      for (String name : List.of("status", "status_code", "code", "http_status")) {
        OptionalInt status = status(JsonTree.text(place, name).orElse(""));
        if (status.isPresent()) {
          return status;
        }
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt status(String text) {
    if (text.length() == 3 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int status = Integer.parseInt(text);
      return status >= 400 && status <= 599 ? OptionalInt.of(status) : OptionalInt.empty();
    }
    return OptionalInt.empty();
  }

  private static Optional<String> message(JsonNode object) {
    for (String name : List.of("message", "detail", "msg", "error_description", "title")) {
      JsonNode value = object.path(name);
      if (JsonTree.says(value)) {
        return Optional.of(said(value));
      }
    }
    return Optional.empty();
  }

  // A text, a list of texts or of {"loc":[…],"msg":…} as FastAPI writes them, or an object.
  private static String said(JsonNode value) {
    if (value.isArray()) {
      List<String> parts = new ArrayList<>();
      value.forEach(part -> parts.add(saidInList(part)));
      return String.join("; ", parts);
    }
    if (value.isObject()) {
      return message(value).orElseGet(() -> compact(value));
    }
    return value.asText();
  }

  private static String saidInList(JsonNode part) {
    if (!part.isObject()) {
      return part.isTextual() ? part.textValue() : compact(part);
    }
    String words =
        JsonTree.text(part, "msg")
            .or(() -> JsonTree.text(part, "message"))
            .orElseGet(() -> compact(part));
    List<String> place = new ArrayList<>();
    part.path("loc").forEach(step -> place.add(step.asText()));
    return place.isEmpty() ? words : String.join(".", place) + ": " + words;
  }

  private static String compact(JsonNode value) {
    return value.toString();
  }

  private static String bounded(String text, int chars) {
    return text.length() <= chars ? text : text.substring(0, chars);
  }
}
