package dev.arobase.ingress;

import dev.arobase.exchange.ErrorCode;
import dev.arobase.support.TestCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** A small server behind the guard that remembers what reached it. */
final class GuardedServer implements AutoCloseable {
  static final int MAX_HEAD = 16 * 1024;

  final List<String> reached = new CopyOnWriteArrayList<>();
  final List<String> finished = new CopyOnWriteArrayList<>();
  final List<String> refused = new CopyOnWriteArrayList<>();
  final WireGuard guard;
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  private final Optional<SSLContext> tls;

  GuardedServer(WireLimits limits, Consumer<HttpServerRequest> handler) throws Exception {
    this(limits, handler, new HttpServerOptions(), Optional.empty());
  }

  /** Over TLS; its certificate is made in this directory. */
  static GuardedServer overTls(
      WireLimits limits, Consumer<HttpServerRequest> handler, Path directory) throws Exception {
    TestCertificate certificate = TestCertificate.selfSigned(directory, "ip:127.0.0.1");
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(
                new PfxOptions()
                    .setPath(certificate.store().toString())
                    .setPassword(TestCertificate.PASSWORD));
    return new GuardedServer(limits, handler, options, Optional.of(certificate.trusting()));
  }

  private GuardedServer(
      WireLimits limits,
      Consumer<HttpServerRequest> handler,
      HttpServerOptions options,
      Optional<SSLContext> tls)
      throws Exception {
    this.tls = tls;
    guard =
        new WireGuard(
            () -> limits,
            new ConnectionEvents() {
              @Override
              public void opened() {}

              @Override
              public void closed() {}

              @Override
              public void refused(String id, ErrorCode code, String reason, boolean inBody) {
                refused.add(code.word() + (inBody ? " in body" : ""));
              }
            },
            id -> id.orElse("made-up-id"),
            _ -> List.of(Map.entry("access-control-allow-origin", "*")));
    server =
        vertx
            .createHttpServer(WireGuard.prepare(options, MAX_HEAD))
            .connectionHandler(guard)
            .requestHandler(
                request -> {
                  reached.add(request.method() + " " + request.uri());
                  handler.accept(request);
                });
    server
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  /** Reads the whole body, then answers with its length. */
  static void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> request.response().end("got " + body.length()))
        .onFailure(_ -> {});
  }

  static WireLimits limits() {
    Optional<Duration> long_ = Optional.of(Duration.ofSeconds(30));
    return new WireLimits(MAX_HEAD, long_, long_, long_, long_, 1000);
  }

  int port() {
    return server.actualPort();
  }

  Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 5_000);
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    if (tls.isPresent()) {
      return tls.get().getSocketFactory().createSocket(socket, "127.0.0.1", port(), true);
    }
    return socket;
  }

  /** Everything that comes until the server ends the connection. */
  static String readToEnd(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    socket.getInputStream().transferTo(all);
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** Bytes until those end with that text. */
  static String readUntil(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int b = socket.getInputStream().read();
      if (b < 0) {
        throw new IOException("ended after: " + text);
      }
      text.append((char) b);
    }
    return text.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
