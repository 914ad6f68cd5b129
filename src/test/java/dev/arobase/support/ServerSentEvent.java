package dev.arobase.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One event of a stream.
 *
 * @param name what its {@code event:} line says, empty without one
 * @param data its {@code data:} lines, joined by line feeds
 */
public record ServerSentEvent(String name, String data) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every event that ended with a blank line, comments left out; a torn last one is dropped. */
  public static List<ServerSentEvent> parse(byte[] stream) {
    List<ServerSentEvent> events = new ArrayList<>();
    String text = new String(stream, UTF_8).replace("\r\n", "\n").replace('\r', '\n');
    for (int start = 0; ; ) {
      int end = text.indexOf("\n\n", start);
      if (end < 0) {
        return List.copyOf(events);
      }
      String name = "";
      List<String> data = new ArrayList<>();
      for (String line : text.substring(start, end).split("\n")) {
        if (line.startsWith("data:")) {
          data.add(line.substring(line.startsWith("data: ") ? 6 : 5));
        } else if (line.startsWith("event:")) {
          name = line.substring(6).strip();
        }
      }
      if (!data.isEmpty()) {
        events.add(new ServerSentEvent(name, String.join("\n", data)));
      }
      start = end + 2;
    }
  }

  public boolean done() {
    return data.strip().equals("[DONE]");
  }

  /** The data as JSON; a missing node where they are none. */
  public JsonNode json() {
    try {
      return JSON.readTree(data);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
