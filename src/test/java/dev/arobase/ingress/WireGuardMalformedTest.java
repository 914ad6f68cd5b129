package dev.arobase.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client may get wrong on the wire; each must be told so, and none may be guessed at. */
class WireGuardMalformedTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POST = "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\n";
  private static final String GET = "GET /v1/models HTTP/1.1\r\nHost: a\r\n";

  @TempDir static Path directory;

  private static GuardedServer server;
  private static GuardedServer overTls;

  record Row(String name, String request, int status, String code) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = new GuardedServer(GuardedServer.limits(), GuardedServer::answer);
    overTls = GuardedServer.overTls(GuardedServer.limits(), GuardedServer::answer, directory);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    overTls.close();
  }

  static List<Row> malformed() {
    List<Row> rows = new ArrayList<>();
    // The request line.
    add(rows, "no version", "GET /v1/models\r\nHost: a\r\n\r\n");
    add(rows, "no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "two spaces before the version", "GET /a  HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "two spaces before the target", "GET  /a HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "tab as separator", "GET\t/a\tHTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "leading space", " GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "trailing space", "GET /a HTTP/1.1 \r\nHost: a\r\n\r\n");
    add(rows, "space in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "HTTP/0.9", "GET / HTTP/0.9\r\nHost: a\r\n\r\n");
    add(rows, "HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n");
    add(rows, "HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n");
    add(rows, "HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    add(rows, "lower-case version", "GET / http/1.1\r\nHost: a\r\n\r\n");
    add(rows, "other protocol", "GET / HTCPCP/1.0\r\nHost: a\r\n\r\n");
    add(rows, "long version", "GET / HTTP/1.10\r\nHost: a\r\n\r\n");
    add(rows, "method with a colon", "G:T / HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "method with a byte above ASCII", "G\u00c9T / HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "target without a slash", "GET v1/models HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "asterisk for a GET", "GET * HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n");
    add(rows, "other scheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "absolute target without a host", "GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "absolute target of another host", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "fragment in the target", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "raw byte above ASCII in the target", "GET /\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "NUL in the target", "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "two empty lines first", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    add(rows, "a TLS hello", "\u0016\u0003\u0001\u0002\0\u0001\0");
    add(rows, "text that is not HTTP", "hello\r\n\r\n");
    add(rows, "a JSON body without a head", "{\"model\":\"x\"}\r\n\r\n");
    // Line ends.
    add(rows, "bare LF everywhere", "GET / HTTP/1.1\nHost: a\n\n");
    add(rows, "bare LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n");
    add(rows, "bare LF after a header", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n");
    add(rows, "bare LF as the last line", "GET / HTTP/1.1\r\nHost: a\r\n\n");
    add(rows, "bare CR in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n");
    add(rows, "bare CR as line end", "GET / HTTP/1.1\rHost: a\r\r");
    add(rows, "CR CR LF", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n");
    // Headers.
    add(rows, "folded header", GET + "X: a\r\n b\r\n\r\n");
    add(rows, "header folded by a tab", GET + "X: a\r\n\tb\r\n\r\n");
    add(rows, "first header folded", "GET / HTTP/1.1\r\n Host: a\r\n\r\n");
    add(rows, "space before the colon", GET + "X : a\r\n\r\n");
    add(rows, "tab before the colon", GET + "X\t: a\r\n\r\n");
    add(rows, "header without a colon", GET + "X\r\n\r\n");
    add(rows, "header without a name", GET + ": a\r\n\r\n");
    add(rows, "space in a name", GET + "X Y: a\r\n\r\n");
    add(rows, "slash in a name", GET + "X/Y: a\r\n\r\n");
    add(rows, "byte above ASCII in a name", GET + "X\u00e9: a\r\n\r\n");
    add(rows, "NUL in a value", GET + "X: a\0b\r\n\r\n");
    add(rows, "NUL in a name", GET + "X\0: a\r\n\r\n");
    add(rows, "control byte in a value", GET + "X: a\u0001b\r\n\r\n");
    add(rows, "DEL in a value", GET + "X: a\u007fb\r\n\r\n");
    add(rows, "vertical tab in a value", GET + "X: a\u000bb\r\n\r\n");
    // Host.
    add(rows, "no Host", "GET / HTTP/1.1\r\nX: a\r\n\r\n");
    add(rows, "two Hosts", GET + "Host: b\r\n\r\n");
    add(rows, "two equal Hosts", GET + "host: a\r\n\r\n");
    add(rows, "empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n");
    add(rows, "Host with a slash", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n");
    add(rows, "Host with a user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n");
    add(rows, "Host with a space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n");
    add(rows, "Host with a comma", "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n");
    add(rows, "Host with a port that is none", "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n");
    add(rows, "Host with a port too large", "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n");
    add(rows, "Host with an address without brackets", "GET / HTTP/1.1\r\nHost: ::1\r\n\r\n");
    add(rows, "Host with a name in brackets", "GET / HTTP/1.1\r\nHost: [a]\r\n\r\n");
    // Length.
    add(
        rows,
        "TE and CL",
        POST + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n");
    add(
        rows,
        "CL and TE",
        POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    add(rows, "two lengths", POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ");
    add(rows, "two equal lengths", POST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}");
    add(rows, "list of lengths", POST + "Content-Length: 2, 2\r\n\r\n{}");
    add(rows, "negative length", POST + "Content-Length: -2\r\n\r\n{}");
    add(rows, "length with a plus", POST + "Content-Length: +2\r\n\r\n{}");
    add(rows, "hexadecimal length", POST + "Content-Length: 0x2\r\n\r\n{}");
    add(rows, "length with a point", POST + "Content-Length: 2.0\r\n\r\n{}");
    add(rows, "empty length", POST + "Content-Length:\r\n\r\n{}");
    add(rows, "length beyond a long", POST + "Content-Length: 99999999999999999999\r\n\r\n{}");
    add(rows, "Content-Xength", POST + "Content-Xength: 2\r\n\r\n{}");
    add(
        rows,
        "content-Xength beside a length",
        POST + "content-xength: 9\r\nContent-Length: 2\r\n\r\n{}");
    add(rows, "Content-Xype", POST + "Content-Xype: text/plain\r\nContent-Length: 2\r\n\r\n{}");
    add(rows, "unknown coding", POST + "Transfer-Encoding: gzip\r\n\r\n");
    add(rows, "gzip, chunked", POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
    add(rows, "chunked, identity", POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n");
    add(rows, "identity", POST + "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}");
    add(rows, "chunked twice", POST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n");
    add(
        rows,
        "two TE headers",
        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    add(rows, "xchunked", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n");
    add(rows, "quoted chunked", POST + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n");
    add(rows, "empty TE", POST + "Transfer-Encoding:\r\n\r\n0\r\n\r\n");
    add(rows, "TE in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    // Chunks.
    String chunked = POST + "Transfer-Encoding: chunked\r\n\r\n";
    add(rows, "chunk size of letters", chunked + "xyz\r\n");
    add(rows, "chunk size with 0x", chunked + "0x2\r\n{}\r\n0\r\n\r\n");
    add(rows, "negative chunk size", chunked + "-2\r\n{}\r\n0\r\n\r\n");
    add(rows, "empty chunk size", chunked + "\r\n{}\r\n0\r\n\r\n");
    add(rows, "space before the chunk size", chunked + " 2\r\n{}\r\n0\r\n\r\n");
    add(rows, "space after the chunk size", chunked + "2 \r\n{}\r\n0\r\n\r\n");
    add(rows, "chunk size beyond an int", chunked + "100000002\r\n{}\r\n0\r\n\r\n");
    add(rows, "bare LF after the chunk size", chunked + "2\n{}\r\n0\r\n\r\n");
    add(rows, "chunk longer than its size", chunked + "1\r\n{}\r\n0\r\n\r\n");
    add(rows, "bare LF after the chunk", chunked + "2\r\n{}\n0\r\n\r\n");
    add(rows, "control byte in an extension", chunked + "2;a=\0\r\n{}\r\n0\r\n\r\n");
    add(rows, "endless extension", chunked + "2;" + "a".repeat(400) + "\r\n{}\r\n0\r\n\r\n");
    add(rows, "folded trailer", chunked + "0\r\nX: a\r\n b\r\n\r\n");
    add(rows, "trailer without a colon", chunked + "0\r\nX\r\n\r\n");
    add(rows, "bare LF at the end", chunked + "0\r\n\n");
    // Size.
    large(rows, "a long request line", "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n");
    large(rows, "an endless request line", "GET /" + "a".repeat(200_000));
    large(rows, "a long header", GET + "X: " + "a".repeat(20_000) + "\r\n\r\n");
    large(rows, "many headers", GET + "X: a\r\n".repeat(300) + "\r\n");
    large(rows, "an endless header name", GET + "a".repeat(200_000));
    return rows;
  }

  private static void add(List<Row> rows, String name, String request) {
    rows.add(new Row(name, request, 400, "bad_request"));
  }

  private static void large(List<Row> rows, String name, String request) {
    rows.add(new Row(name, request, 431, "headers_too_large"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void isRefusedInJsonAndClosed(Row row) throws Exception {
    server.reached.clear();
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write(GuardedServer.bytes(row.request()));
      assertRefused(GuardedServer.readToEnd(socket), row.status(), row.code());
    }
    assertThat(server.reached).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void isRefusedOverTlsAsWell(Row row) throws Exception {
    overTls.reached.clear();
    try (Socket socket = overTls.connect()) {
      socket.getOutputStream().write(GuardedServer.bytes(row.request()));
      assertRefused(GuardedServer.readToEnd(socket), row.status(), row.code());
    }
    assertThat(overTls.reached).isEmpty();
  }

  static List<Row> toMessages() {
    List<Row> rows = new ArrayList<>();
    String post = "POST /v1/messages HTTP/1.1\r\nHost: a\r\n";
    add(rows, "two Hosts", post + "Host: b\r\n\r\n");
    add(rows, "two lengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ");
    add(rows, "bad chunk", post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n");
    add(rows, "below /openai", post.replace("/v1", "/openai/v1") + "X\r\n\r\n");
    add(rows, "a named provider", post.replace("/v1", "/@anthropic/v1") + "X\r\n\r\n");
    add(rows, "tokens", post.replace("messages", "messages/count_tokens") + "X\r\n\r\n");
    large(rows, "a long header", post + "X: " + "a".repeat(20_000) + "\r\n\r\n");
    return rows;
  }

  /** Where the path is known, its clients are told in the words that they understand. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("toMessages")
  void isRefusedInTheEnvelopeOfTheEndpoint(Row row) throws Exception {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write(GuardedServer.bytes(row.request()));
      String answer = GuardedServer.readToEnd(socket);
      assertThat(answer).startsWith("HTTP/1.1 " + row.status() + " ");
      int bodyAt = answer.indexOf("\r\n\r\n") + 4;
      assertThat(answer.substring(0, bodyAt)).contains("\r\nrequest-id: made-up-id\r\n");
      JsonNode body = JSON.readTree(answer.substring(bodyAt));
      assertThat(body.path("type").asText()).isEqualTo("error");
      assertThat(body.path("error").path("type").asText()).isEqualTo("invalid_request_error");
      assertThat(body.path("error").path("message").asText()).isNotBlank();
      assertThat(body.path("request_id").asText()).isEqualTo("made-up-id");
    }
  }

  /** The same byte by byte: no verdict may depend on how the network cuts. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("malformedHeads")
  void isRefusedAlsoWhenItComesInPieces(Row row) throws Exception {
    server.reached.clear();
    try (Socket socket = server.connect()) {
      byte[] bytes = GuardedServer.bytes(row.request());
      for (int at = 0; at < bytes.length; at += 7) {
        socket.getOutputStream().write(bytes, at, Math.min(7, bytes.length - at));
        socket.getOutputStream().flush();
      }
      assertRefused(GuardedServer.readToEnd(socket), row.status(), row.code());
    }
    assertThat(server.reached).isEmpty();
  }

  static List<Row> malformedHeads() {
    // A chunked body in pieces reaches the handler before its fault does; see WireGuardTest.
    return malformed().stream()
        .filter(row -> row.request().length() < 1_000)
        .filter(row -> !row.request().contains("Transfer-Encoding: chunked\r\n\r\n"))
        .toList();
  }

  private static void assertRefused(String answer, int status, String code) throws Exception {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    int bodyAt = answer.indexOf("\r\n\r\n") + 4;
    assertThat(answer.substring(0, bodyAt))
        .contains("content-type: application/json\r\n")
        .contains("connection: close\r\n")
        .contains("x-request-id: made-up-id\r\n")
        .contains("access-control-allow-origin: *\r\n");
    JsonNode error = JSON.readTree(answer.substring(bodyAt)).path("error");
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(error.path("message").asText()).isNotBlank();
    assertThat(error.path("param").isNull()).isTrue();
  }
}
