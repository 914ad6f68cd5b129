package dev.arobase.mock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the mock reads of a chat or completion request.
 *
 * @param model as the gateway spelled it
 * @param stream whether events are wanted
 * @param includeUsage whether the stream is to end with a usage chunk of its own
 * @param text the last user message, or the prompt
 * @param promptTokens of all messages together
 * @param maxTokens at least 1, if given
 * @param tool the tool to call: the one that tool_choice names, else the first
 * @param toolResult the last message, if it is a tool's
 */
record MockRequest(
    String model,
    boolean stream,
    boolean includeUsage,
    String text,
    int promptTokens,
    OptionalInt maxTokens,
    Optional<JsonNode> tool,
    Optional<String> toolResult) {

  static MockRequest of(JsonNode body) {
    JsonNode messages = body.path("messages");
    String text = contentText(body.path("prompt"));
    int promptTokens = Tokens.count(text);
    for (JsonNode message : messages) {
      String content = contentText(message.path("content"));
      promptTokens += Tokens.count(content);
      if (message.path("role").asText().equals("user")) {
        text = content;
      }
    }
    return new MockRequest(
        body.path("model").asText(),
        body.path("stream").asBoolean(),
        body.path("stream_options").path("include_usage").asBoolean(),
        text,
        promptTokens,
        maxTokens(body),
        tool(body),
        toolResult(messages));
  }

  private static OptionalInt maxTokens(JsonNode body) {
    for (String name : new String[] {"max_completion_tokens", "max_tokens"}) {
      if (body.path(name).isIntegralNumber()) {
        return OptionalInt.of(Math.clamp(body.path(name).asLong(), 1, Integer.MAX_VALUE));
      }
    }
    return OptionalInt.empty();
  }

  private static Optional<JsonNode> tool(JsonNode body) {
    String wanted = body.path("tool_choice").path("function").path("name").asText();
    if (body.path("tool_choice").asText().equals("none")) {
      return Optional.empty();
    }
    for (JsonNode tool : body.path("tools")) {
      JsonNode function = tool.path("function");
      if (function.isObject()
          && (wanted.isEmpty() || function.path("name").asText().equals(wanted))) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> toolResult(JsonNode messages) {
    JsonNode last = messages.path(messages.size() - 1);
    return last.path("role").asText().equals("tool")
        ? Optional.of(contentText(last.path("content")))
        : Optional.empty();
  }

  /** A content is a text, a list of parts of which some are texts, or (of a prompt) of texts. */
  private static String contentText(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(part.isTextual() ? part.asText() : part.path("text").asText());
    }
    return text.toString();
  }
}
