package dev.arobase.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request as a chat program sends it, from the lines of a file beside this class.
 *
 * @param step what the program does with it
 * @param path what follows the base URL
 * @param headers {@code $API_KEY} stands for the client's key
 * @param body empty for none
 * @param upstream the body that an upstream must get
 */
record RecordedRequest(
    String step, String method, String path, Headers headers, byte[] body, byte[] upstream) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<RecordedRequest> of(String client) {
    List<RecordedRequest> requests = new ArrayList<>();
    try (InputStream in = RecordedRequest.class.getResourceAsStream(client + ".jsonl")) {
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        requests.add(parse(JSON.readTree(line)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return requests;
  }

  private static RecordedRequest parse(JsonNode line) {
    Headers headers = Headers.of();
    for (JsonNode header : line.path("headers")) {
      headers = headers.plus(header.path(0).asText(), header.path(1).asText());
    }
    byte[] body = bytes(line, "body").orElse(new byte[0]);
    return new RecordedRequest(
        line.path("step").asText(),
        line.path("method").asText(),
        line.path("path").asText(),
        headers,
        body,
        bytes(line, "upstream").orElse(body));
  }

  private static Optional<byte[]> bytes(JsonNode line, String field) {
    return Optional.ofNullable(line.get(field)).map(json -> json.toString().getBytes(UTF_8));
  }

  /** As it goes out to a gateway with this path in its base URL, with this client key. */
  ClientRequest request(String basePath, String key) {
    Headers sent = Headers.of();
    for (Headers.Field header : headers.fields()) {
      sent = sent.plus(header.name(), header.value().replace("$API_KEY", key));
    }
    return new ClientRequest(method, basePath + path, sent, body);
  }

  /** Whether the body asks for a stream. */
  boolean stream() {
    return new String(body, UTF_8).contains("\"stream\":true");
  }

  @Override
  public String toString() {
    return step;
  }
}
