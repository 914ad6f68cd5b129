package dev.arobase.clients;

import dev.arobase.support.Answer;
import dev.arobase.support.Cut;
import dev.arobase.support.ReceivedRequest;
import java.util.List;

/** What Anthropic's models say, streamed or plain as the request asks. */
final class MessageAnswers {
  static final String MODEL = "claude-sonnet-4.5";

  private static final String START =
      """
      {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
      "model":"claude-sonnet-4.5","content":[],"stop_reason":null,"stop_sequence":null,\
      "usage":{"input_tokens":5,"output_tokens":1}}}\
      """;

  private MessageAnswers() {}

  static Answer hello(ReceivedRequest request) {
    return request.stream() ? Answer.stream(spoken()) : saying("Hello there");
  }

  static Answer weatherCall(ReceivedRequest request) {
    return request.stream() ? Answer.stream(called()) : plainCall();
  }

  /** A plain message with this text, written as in JSON. */
  static Answer saying(String text) {
    return message("{\"type\":\"text\",\"text\":\"" + text + "\"}", "end_turn");
  }

  private static Answer plainCall() {
    return message(
        "{\"type\":\"tool_use\",\"id\":\"toolu_7\",\"name\":\"get_weather\","
            + "\"input\":{\"city\":\"Oslo\"}}",
        "tool_use");
  }

  private static Answer message(String content, String stopReason) {
    return Answer.json(
        """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4.5",\
        "content":[%s],"stop_reason":"%s","stop_sequence":null,\
        "usage":{"input_tokens":5,"output_tokens":2}}\
        """
            .formatted(content, stopReason));
  }

  private static List<String> spoken() {
    return List.of(
        event("message_start", START),
        block("{\"type\":\"text\",\"text\":\"\"}"),
        delta("{\"type\":\"text_delta\",\"text\":\"Hello \"}"),
        event("ping", "{\"type\":\"ping\"}"),
        delta("{\"type\":\"text_delta\",\"text\":\"there\"}"),
        event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"),
        end("end_turn"),
        event("message_stop", "{\"type\":\"message_stop\"}"));
  }

  private static List<String> called() {
    return List.of(
        event("message_start", START),
        block("{\"type\":\"tool_use\",\"id\":\"toolu_7\",\"name\":\"get_weather\",\"input\":{}}"),
        delta("{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"city\\\":\"}"),
        delta("{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"Oslo\\\"}\"}"),
        event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"),
        end("tool_use"),
        event("message_stop", "{\"type\":\"message_stop\"}"));
  }

  /** The first word, and then the connection is gone. */
  static Answer brokenStream() {
    Answer begun = Answer.stream(spoken().subList(0, 3));
    return begun.cutAfter(begun.wireBody().length - SdkWorld.LAST_CHUNK, Cut.FIN);
  }

  /** An error in Anthropic's envelope. */
  static Answer error(int status, String message) {
    String type = status == 529 ? "overloaded_error" : "api_error";
    return Answer.json(
        status,
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
            .formatted(type, message));
  }

  private static String block(String content) {
    return event(
        "content_block_start",
        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + content + "}");
  }

  private static String delta(String delta) {
    return event(
        "content_block_delta",
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}");
  }

  private static String end(String stopReason) {
    return event(
        "message_delta",
        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":2}}"
            .formatted(stopReason));
  }

  private static String event(String name, String data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }
}
