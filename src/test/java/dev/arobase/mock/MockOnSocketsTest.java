package dev.arobase.mock;

import static dev.arobase.mock.MockClient.json;
import static dev.arobase.mock.MockClient.tokensIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How the mock behaves on the wire: breaking off, falling silent, large bodies, slow readers. */
class MockOnSocketsTest {
  private static Vertx vertx;
  private static MockClient client;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    client = new MockClient(MockProvider.start(vertx).await(20, TimeUnit.SECONDS).baseUrl());
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void cutBreaksTheStreamOffAfterThreeTokens() throws Exception {
    try (Socket socket = client.connect("cut", true)) {
      String got = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(tokensIn(got)).isEqualTo(3);
      assertThat(got).doesNotContain("[DONE]").doesNotContain("\r\n0\r\n");
    }
  }

  @Test
  void cutBreaksAPlainAnswerOffInItsJson() {
    assertThatThrownBy(() -> client.chat("{\"model\":\"cut\",\"messages\":[]}"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void stallSaysThreeTokensAndThenNothing() throws Exception {
    try (Socket socket = client.connect("stall", true)) {
      StringBuilder got = new StringBuilder();
      byte[] buffer = new byte[4096];
      while (tokensIn(got.toString()) < 3) {
        int read = socket.getInputStream().read(buffer);
        assertThat(read).isPositive();
        got.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
      }
      // Long enough to see a fourth token or an end, if there were one.
      socket.setSoTimeout(300);
      assertThatThrownBy(() -> socket.getInputStream().read(buffer))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void slowWaitsBeforeItsHead() throws Exception {
    try (Socket socket = client.connect("slow", true)) {
      socket.setSoTimeout(300);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      socket.setSoTimeout(20_000);
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
  }

  @Test
  void aLongStreamArrivesWholeThoughTheReaderStartsLate() throws Exception {
    String body = "{\"model\":\"lorem\",\"stream\":true,\"max_tokens\":40000,\"messages\":[]}";
    try (Socket socket = client.connect(body.length())) {
      socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
      String head = new String(socket.getInputStream().readNBytes(16), StandardCharsets.US_ASCII);
      assertThat(head).startsWith("HTTP/1.1 200");
      byte[] block = new byte[256 * 1024];
      StringBuilder got = new StringBuilder();
      while (got.indexOf("[DONE]", Math.max(0, got.length() - 64)) < 0) {
        int read = socket.getInputStream().read(block);
        assertThat(read).isPositive();
        got.append(new String(block, 0, read, StandardCharsets.US_ASCII));
      }
      assertThat(tokensIn(got.toString())).isEqualTo(40_000);
    }
  }

  @Test
  void aBodyOfManyMegabytesIsEchoed() throws Exception {
    String text = "word ".repeat(4_000_000);
    JsonNode answer =
        json(
            client.chat(
                "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\""
                    + text
                    + "\"}]}"));
    assertThat(answer.at("/choices/0/message/content").asText().equals(text)).isTrue();
  }

  @Test
  void aBodyBeyondTheBoundIsRefusedAndTheConnectionClosed() throws Exception {
    long length = 2L * MockRoutes.MOST_BODY_BYTES;
    try (Socket socket = client.connect(length)) {
      byte[] block = new byte[1024 * 1024];
      Arrays.fill(block, (byte) ' ');
      long sent = 0;
      try {
        for (; sent < length; sent += block.length) {
          socket.getOutputStream().write(block);
        }
      } catch (IOException closed) {
        assertThat(sent).isLessThan(length);
        return;
      }
      String got = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(got).startsWith("HTTP/1.1 413");
    }
  }
}
