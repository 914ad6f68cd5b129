package dev.arobase.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends what the tests of the mock send, and reads it back. */
final class MockClient implements AutoCloseable {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI baseUrl;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  MockClient(URI baseUrl) {
    this.baseUrl = baseUrl;
  }

  HttpResponse<String> chat(String body) throws Exception {
    return post("chat/completions", body);
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)), path);
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(), path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
    URI uri = URI.create(baseUrl + "/" + path);
    return client.send(
        request.uri(uri).timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) throws Exception {
    assertThat(response.statusCode()).isEqualTo(200);
    return MAPPER.readTree(response.body());
  }

  /** The data of a stream's events; the last one must be [DONE], which is left out. */
  List<JsonNode> events(String body) throws Exception {
    HttpResponse<String> response = chat(body);
    assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
    List<String> data =
        response
            .body()
            .lines()
            .filter(line -> !line.isEmpty())
            .map(line -> line.substring("data: ".length()))
            .toList();
    assertThat(data.getLast()).isEqualTo("[DONE]");
    List<JsonNode> events = new ArrayList<>();
    for (String each : data.subList(0, data.size() - 1)) {
      events.add(MAPPER.readTree(each));
    }
    return events;
  }

  /** A socket on which a streamed or plain chat request has been sent and nothing read. */
  Socket connect(String model, boolean stream) throws IOException {
    String body =
        "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"a b c d e\"}]}"
            .formatted(model, stream);
    Socket socket = connect(body.length());
    socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** A socket on which the head of a chat request with a body of this length has been sent. */
  Socket connect(long length) throws IOException {
    Socket socket = new Socket("127.0.0.1", baseUrl.getPort());
    socket.setSoTimeout(20_000);
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: mock\r\nContent-Length: %d\r\n\r\n"
            .formatted(length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** How many events of a chat stream carry text. */
  static int tokensIn(String events) {
    return events.split("\"delta\":\\{\"content\":\"[^\"]", -1).length - 1;
  }

  @Override
  public void close() {
    client.close();
  }
}
