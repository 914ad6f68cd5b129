package dev.arobase.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/**
 * What a client got.
 *
 * @param status 0 when not even a head came
 * @param body as far as it came, decoded of its transfer coding
 */
public record ClientAnswer(int status, Headers headers, byte[] body, AnswerEnd end) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public String text() {
    return new String(body, UTF_8);
  }

  /** The body as JSON; fails when it is none. */
  public JsonNode json() {
    try {
      return JSON.readTree(text());
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + this, e);
    }
  }

  /** The {@code error} object of the body; fails when there is none. */
  public JsonNode error() {
    JsonNode error = json().path("error");
    if (!error.isObject()) {
      throw new AssertionError("no error object: " + this);
    }
    return error;
  }

  public String header(String name) {
    return headers.first(name).orElse("");
  }

  public List<ServerSentEvent> events() {
    return ServerSentEvent.parse(body);
  }

  public boolean isStream() {
    return header("content-type").startsWith("text/event-stream");
  }

  /** Whether a stream said {@code [DONE]}. */
  public boolean done() {
    return events().stream().anyMatch(ServerSentEvent::done);
  }

  /** The error object of the stream's error event. */
  public Optional<JsonNode> streamError() {
    return events().stream()
        .map(event -> event.json().path("error"))
        .filter(JsonNode::isObject)
        .findFirst();
  }

  /** What the assistant says at choice 0, from a plain answer or from the deltas of a stream. */
  public String content() {
    if (!isStream()) {
      return json().path("choices").path(0).path("message").path("content").asText();
    }
    StringBuilder text = new StringBuilder();
    for (ServerSentEvent event : events()) {
      text.append(event.json().path("choices").path(0).path("delta").path("content").asText(""));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    String shown = text();
    return status
        + " "
        + end
        + " "
        + headers.fields()
        + " "
        + (shown.length() <= 1000 ? shown : shown.substring(0, 1000) + "… of " + shown.length());
  }
}
