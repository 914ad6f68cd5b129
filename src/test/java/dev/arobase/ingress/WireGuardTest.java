package dev.arobase.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must pass, in what order refusals go out, and when a silent client is let go. */
class WireGuardTest {
  private static final Optional<Duration> LONG = Optional.of(Duration.ofSeconds(30));
  private static final Optional<Duration> SHORT = Optional.of(Duration.ofSeconds(1));
  private static final String GET = "GET /ok HTTP/1.1\r\nHost: a\r\n\r\n";

  private static WireLimits limits(
      Optional<Duration> head, Optional<Duration> body, Optional<Duration> idle) {
    return new WireLimits(GuardedServer.MAX_HEAD, head, body, idle, LONG, 1000);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(GuardedServer.bytes(text));
    socket.getOutputStream().flush();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /ok HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "\r\nGET /ok HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /ok HTTP/1.0\r\n\r\n",
        "GET http://a/ok?x=%2F&y=~ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /ok HTTP/1.1\r\nHost: [::1]:8080\r\nConnection: close\r\n\r\n",
        "GET /ok HTTP/1.1\r\nHost:a\r\nX:\r\nY: \t b\u00e9 \t\r\nConnection:close\r\n\r\n",
        "POST /ok HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "POST /ok HTTP/1.1\r\nHost: a\r\ncOnTeNt-LeNgTh: 5\r\nConnection: close\r\n\r\nhello",
        "POST /ok HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\nConnection: close\r\n\r\n"
            + "005;x=\"y\"\r\nhello\r\nA\r\n0123456789\r\n0\r\nX-Trailer: a\r\n\r\n",
      })
  void whatIsLegalPasses(String request) throws Exception {
    try (GuardedServer server = new GuardedServer(GuardedServer.limits(), GuardedServer::answer);
        Socket socket = server.connect()) {
      send(socket, request);
      assertThat(GuardedServer.readToEnd(socket)).matches("(?s)HTTP/1\\.[01] 200 OK\r\n.*got \\d+");
      assertThat(server.refused).isEmpty();
    }
  }

  @Test
  void anUpgradeToHttp2IsIgnored() throws Exception {
    try (GuardedServer server = new GuardedServer(GuardedServer.limits(), GuardedServer::answer);
        Socket socket = server.connect()) {
      send(
          socket,
          "GET /ok HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
              + "Connection: Upgrade, HTTP2-Settings\r\n\r\n");
      assertThat(GuardedServer.readUntil(socket, "got 0")).startsWith("HTTP/1.1 200 OK\r\n");
      send(socket, GET);
      assertThat(GuardedServer.readUntil(socket, "got 0")).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void aBodyThatCameByteByByteArrivesWhole() throws Exception {
    try (GuardedServer server = new GuardedServer(GuardedServer.limits(), GuardedServer::answer);
        Socket socket = server.connect()) {
      String request =
          "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n"
              + "Connection: close\r\n\r\n";
      for (byte b : GuardedServer.bytes(request)) {
        socket.getOutputStream().write(b);
        socket.getOutputStream().flush();
      }
      assertThat(GuardedServer.readToEnd(socket)).contains("got 8").contains("got 0");
      assertThat(server.reached).containsExactly("POST /a", "GET /b");
    }
  }

  @Test
  void manyRequestsInOneWriteAreAnsweredInOrder() throws Exception {
    try (GuardedServer server = new GuardedServer(GuardedServer.limits(), GuardedServer::answer);
        Socket socket = server.connect()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        all.append("POST /").append(i).append(" HTTP/1.1\r\nHost: a\r\nContent-Length: ");
        all.append(i + 10).append("\r\n\r\n").append("x".repeat(i + 10));
      }
      send(socket, all + "GET /end HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      String answers = GuardedServer.readToEnd(socket);
      List<String> got = new ArrayList<>();
      for (int at = answers.indexOf("got "); at >= 0; at = answers.indexOf("got ", at + 1)) {
        got.add(answers.substring(at, Math.min(at + 6, answers.length())).strip());
      }
      assertThat(got).hasSize(21);
      assertThat(got.get(0)).isEqualTo("got 10");
      assertThat(got.get(19)).isEqualTo("got 29");
    }
  }

  @Test
  void aMalformedRequestBehindAGoodOneIsRefusedAfterTheGoodAnswer() throws Exception {
    AtomicReference<HttpServerRequest> waiting = new AtomicReference<>();
    CompletableFuture<Void> reached = new CompletableFuture<>();
    try (GuardedServer server =
            new GuardedServer(
                GuardedServer.limits(),
                request -> {
                  waiting.set(request);
                  reached.complete(null);
                });
        Socket socket = server.connect()) {
      send(socket, GET + "GET /bad HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
      reached.get(10, TimeUnit.SECONDS);
      waiting.get().response().end("first");
      String answers = GuardedServer.readToEnd(socket);
      assertThat(answers).startsWith("HTTP/1.1 200 OK");
      assertThat(answers.indexOf("first")).isPositive().isLessThan(answers.indexOf("400 Bad"));
      assertThat(server.reached).containsExactly("GET /ok");
    }
  }

  @Test
  void aBadChunkAfterTheHandlerWasCalledIsRefusedAndTheBodyNeverEnds() throws Exception {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    CompletableFuture<Void> reached = new CompletableFuture<>();
    try (GuardedServer server =
            new GuardedServer(
                GuardedServer.limits(),
                request -> {
                  request.body().onFailure(failure::complete);
                  reached.complete(null);
                });
        Socket socket = server.connect()) {
      send(
          socket,
          "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
      reached.get(10, TimeUnit.SECONDS);
      send(socket, "xyz\r\n");
      assertThat(GuardedServer.readToEnd(socket))
          .startsWith("HTTP/1.1 400 ")
          .contains("\"code\":\"bad_request\"");
      assertThat(failure.get(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(server.refused).containsExactly("bad_request in body");
    }
  }

  @Test
  void aBodyThatBreaksOffTheRulesBehindAFinishedAnswerIsJustClosed() throws Exception {
    try (GuardedServer server =
            new GuardedServer(
                GuardedServer.limits(), request -> request.response().setStatusCode(413).end());
        Socket socket = server.connect()) {
      send(socket, "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      String first = GuardedServer.readUntil(socket, "\r\n\r\n");
      send(socket, "xyz\r\n");
      assertThat(first).startsWith("HTTP/1.1 413 ");
      assertThat(GuardedServer.readToEnd(socket)).isEmpty();
    }
  }

  @Test
  void theClientsRequestIdStandsInTheRefusal() throws Exception {
    try (GuardedServer server = new GuardedServer(GuardedServer.limits(), GuardedServer::answer);
        Socket socket = server.connect()) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine-1\r\nHost: b\r\n\r\n");
      assertThat(GuardedServer.readToEnd(socket)).contains("x-request-id: mine-1\r\n");
    }
  }

  @Test
  void aHeadThatDoesNotCompleteEndsWith408() throws Exception {
    try (GuardedServer server =
            new GuardedServer(limits(SHORT, LONG, LONG), GuardedServer::answer);
        Socket socket = server.connect()) {
      send(socket, "GET / HTTP/1.1\r\nHo");
      assertThat(GuardedServer.readToEnd(socket))
          .startsWith("HTTP/1.1 408 ")
          .contains("\"code\":\"request_timeout\"");
      assertThat(server.reached).isEmpty();
    }
  }

  @Test
  void aSilentConnectionIsClosedAtTheHeadsDeadline() throws Exception {
    try (GuardedServer server =
            new GuardedServer(limits(SHORT, LONG, LONG), GuardedServer::answer);
        Socket socket = server.connect()) {
      assertThat(GuardedServer.readToEnd(socket)).isEmpty();
    }
  }

  @Test
  void aLaterHeadThatDoesNotCompleteEndsWith408() throws Exception {
    try (GuardedServer server =
            new GuardedServer(limits(SHORT, LONG, LONG), GuardedServer::answer);
        Socket socket = server.connect()) {
      send(socket, GET);
      GuardedServer.readUntil(socket, "got 0");
      send(socket, "GET /b HT");
      assertThat(GuardedServer.readToEnd(socket)).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void anIdleConnectionIsClosedAfterItsAnswer() throws Exception {
    try (GuardedServer server =
            new GuardedServer(limits(LONG, LONG, SHORT), GuardedServer::answer);
        Socket socket = server.connect()) {
      send(socket, GET);
      assertThat(GuardedServer.readToEnd(socket)).endsWith("got 0");
    }
  }

  @Test
  void aRequestThatIsWorkedOnLongerThanAllDeadlinesIsNotCut() throws Exception {
    AtomicReference<HttpServerRequest> waiting = new AtomicReference<>();
    CompletableFuture<Void> reached = new CompletableFuture<>();
    try (GuardedServer server =
            new GuardedServer(
                limits(SHORT, SHORT, SHORT),
                request -> {
                  waiting.set(request);
                  reached.complete(null);
                });
        Socket socket = server.connect();
        Socket silent = server.connect()) {
      send(socket, GET);
      reached.get(10, TimeUnit.SECONDS);
      // The other connection shows that the deadlines have passed.
      assertThat(GuardedServer.readToEnd(silent)).isEmpty();
      waiting.get().response().end("late");
      assertThat(GuardedServer.readUntil(socket, "late")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aBodyThatStopsComingEndsWith408() throws Exception {
    try (GuardedServer server =
            new GuardedServer(limits(LONG, SHORT, LONG), GuardedServer::answer);
        Socket socket = server.connect()) {
      send(socket, "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhello");
      assertThat(GuardedServer.readToEnd(socket)).startsWith("HTTP/1.1 408 ");
      assertThat(server.refused).containsExactly("request_timeout in body");
    }
  }

  @Test
  void aClientThatNeverReadsIsLetGo() throws Exception {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    WireLimits limits = new WireLimits(GuardedServer.MAX_HEAD, LONG, LONG, LONG, SHORT, 1000);
    try (GuardedServer server =
            new GuardedServer(
                limits,
                request -> {
                  request.connection().closeHandler(_ -> closed.complete(null));
                  request.response().setChunked(true);
                  for (int i = 0; i < 64; i++) {
                    request.response().write("x".repeat(1024 * 1024));
                  }
                });
        Socket socket = server.connect()) {
      send(socket, GET);
      closed.get(20, TimeUnit.SECONDS);
      assertThat(server.reached).hasSize(1);
    }
  }

  @Test
  void beyondTheLimitAConnectionIsToldSoAtOnce() throws Exception {
    WireLimits limits = new WireLimits(GuardedServer.MAX_HEAD, LONG, LONG, LONG, LONG, 2);
    try (GuardedServer server = new GuardedServer(limits, GuardedServer::answer);
        Socket first = server.connect();
        Socket second = server.connect()) {
      send(first, GET);
      GuardedServer.readUntil(first, "got 0");
      send(second, GET);
      GuardedServer.readUntil(second, "got 0");
      try (Socket third = server.connect()) {
        send(third, GET);
        assertThat(GuardedServer.readToEnd(third))
            .startsWith("HTTP/1.1 503 ")
            .contains("retry-after: 1\r\n")
            .contains("\"code\":\"overloaded\"")
            .contains("\"type\":\"gateway_error\"");
      }
      send(first, GET);
      GuardedServer.readUntil(first, "got 0");
    }
  }

  @Test
  void aLargeRequestThatIsRefusedEarlyStillReadsItsAnswer() throws Exception {
    try (GuardedServer server = new GuardedServer(GuardedServer.limits(), GuardedServer::answer);
        Socket socket = server.connect()) {
      send(socket, "POST /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
      byte[] more = new byte[1024 * 1024];
      try {
        socket.getOutputStream().write(more);
      } catch (SocketException e) {
        // The server may have given up already; what it said must still be there.
        assertThat(e).isNotNull();
      }
      assertThat(GuardedServer.readToEnd(socket)).startsWith("HTTP/1.1 400 ");
    }
  }
}
