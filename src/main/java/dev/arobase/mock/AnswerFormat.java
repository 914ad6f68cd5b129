package dev.arobase.mock;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * How an answer is written: as the chat or the completions endpoint does. One per answer.
 *
 * @param chat whether chat, else completions
 * @param id of the answer
 * @param created seconds since the epoch
 * @param model as the request spelled it
 */
record AnswerFormat(boolean chat, String id, long created, String model) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The whole answer at once. */
  ObjectNode whole(MockAnswer answer, ObjectNode usage) {
    ObjectNode choice = JSON.objectNode().put("index", 0);
    if (chat) {
      ObjectNode message = choice.putObject("message").put("role", "assistant");
      if (answer.toolName().isPresent()) {
        message.putNull("content");
        ObjectNode call = toolCall(answer.toolName().get());
        call.withObject("/function").put("arguments", answer.text());
        message.putArray("tool_calls").add(call);
      } else {
        message.put("content", answer.text());
      }
    } else {
      choice.put("text", answer.text());
    }
    choice.putNull("logprobs").put("finish_reason", answer.finish());
    ObjectNode whole = head(chat ? "chat.completion" : "text_completion");
    whole.putArray("choices").add(choice);
    whole.set("usage", usage);
    return whole;
  }

  /** What a stream begins with: a role in chat, and the tool's name if one is called. */
  Optional<ObjectNode> opening(MockAnswer answer) {
    if (!chat) {
      return Optional.empty();
    }
    ObjectNode delta = JSON.objectNode().put("role", "assistant");
    if (answer.toolName().isPresent()) {
      delta.putNull("content");
      delta.putArray("tool_calls").add(toolCall(answer.toolName().get()).put("index", 0));
    } else {
      delta.put("content", "");
    }
    return Optional.of(chunk(delta, Optional.empty()));
  }

  /** One token of a stream. */
  ObjectNode token(String text, boolean ofToolCall) {
    ObjectNode delta = JSON.objectNode();
    if (ofToolCall) {
      ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0);
      call.putObject("function").put("arguments", text);
    } else {
      delta.put("content", text);
    }
    return chat ? chunk(delta, Optional.empty()) : textChunk(text, Optional.empty());
  }

  /** What ends a stream's choice. */
  ObjectNode ending(String finish) {
    return chat
        ? chunk(JSON.objectNode(), Optional.of(finish))
        : textChunk("", Optional.of(finish));
  }

  /** The chunk without a choice that carries the usage of a stream. */
  ObjectNode usageChunk(ObjectNode usage) {
    ObjectNode chunk = head(chat ? "chat.completion.chunk" : "text_completion");
    chunk.putArray("choices");
    chunk.set("usage", usage);
    return chunk;
  }

  private ObjectNode chunk(ObjectNode delta, Optional<String> finish) {
    ObjectNode choice = JSON.objectNode().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", finish.orElse(null));
    ObjectNode chunk = head("chat.completion.chunk");
    chunk.putArray("choices").add(choice);
    return chunk;
  }

  private ObjectNode textChunk(String text, Optional<String> finish) {
    ObjectNode choice = JSON.objectNode().put("index", 0).put("text", text);
    choice.putNull("logprobs").put("finish_reason", finish.orElse(null));
    ObjectNode chunk = head("text_completion");
    chunk.putArray("choices").add(choice);
    return chunk;
  }

  private ObjectNode head(String object) {
    return JSON.objectNode()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", model);
  }

  private ObjectNode toolCall(String name) {
    ObjectNode call = JSON.objectNode().put("id", "call_" + id).put("type", "function");
    call.putObject("function").put("name", name).put("arguments", "");
    return call;
  }
}
