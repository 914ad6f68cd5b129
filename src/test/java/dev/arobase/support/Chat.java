package dev.arobase.support;

import java.util.ArrayList;
import java.util.List;

/**
 * A good chat completion, streamed or plain as the request asks.
 *
 * @param words what the assistant says, one content chunk each when streamed
 */
public record Chat(List<String> words, String finishReason) {
  private static final String USAGE =
      "{\"prompt_tokens\":12,\"completion_tokens\":15,\"total_tokens\":27}";

  public Chat {
    words = List.copyOf(words);
  }

  /** The text split behind each blank. */
  public static Chat saying(String text) {
    return new Chat(List.of(text.split("(?<= )")), "stop");
  }

  /** So many words of this form: {@code t0 t1 t2 …}. */
  public static Chat tokens(int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add("t" + i + " ");
    }
    return new Chat(words, "stop");
  }

  public String text() {
    return String.join("", words);
  }

  public Answer answer(ReceivedRequest request) {
    boolean usage = request.json().path("stream_options").path("include_usage").asBoolean();
    return request.stream() ? streamed(request.model(), usage) : plain(request.model());
  }

  public Answer plain(String model) {
    return Answer.json(plainBody(model));
  }

  public String plainBody(String model) {
    return """
    {"id":"chatcmpl-1","object":"chat.completion","created":1764000000,"model":"%s",\
    "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"%s"}],\
    "usage":%s}\
    """
        .formatted(model, text(), finishReason, USAGE);
  }

  public Answer streamed(String model, boolean usage) {
    List<String> events = new ArrayList<>(deltas(model));
    events.add(finish(model, finishReason));
    if (usage) {
      events.add(usage(model));
    }
    events.add(done());
    return Answer.stream(events);
  }

  /** The role chunk and one chunk per word, without finish. */
  public List<String> deltas(String model) {
    List<String> events = new ArrayList<>();
    events.add(role(model));
    words.forEach(word -> events.add(content(model, word)));
    return events;
  }

  public static String role(String model) {
    return chunk(model, "{\"role\":\"assistant\",\"content\":\"\"}", "null");
  }

  public static String content(String model, String text) {
    return chunk(model, "{\"content\":\"" + text + "\"}", "null");
  }

  public static String finish(String model, String reason) {
    return chunk(model, "{}", "\"" + reason + "\"");
  }

  public static String usage(String model) {
    return """
    data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1764000000,\
    "model":"%s","choices":[],"usage":%s}

    """
        .formatted(model, USAGE);
  }

  public static String done() {
    return "data: [DONE]\n\n";
  }

  /** One event with this delta (JSON) and finish reason (JSON) at choice 0. */
  public static String chunk(String model, String delta, String finishReason) {
    return """
    data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1764000000,\
    "model":"%s","choices":[{"index":0,"delta":%s,"finish_reason":%s}]}

    """
        .formatted(model, delta, finishReason);
  }

  /** An event with these data. */
  public static String event(String data) {
    return "data: " + data + "\n\n";
  }
}
