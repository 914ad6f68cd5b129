package dev.arobase.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.AnswerEnd;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Eventually;
import dev.arobase.support.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS on the listener, and a listener of their own for the metrics. */
class ListenersTest {
  private static final Duration BOUND = Duration.ofSeconds(15);
  private static final String PASSWORD = "changeit";

  @TempDir Path directory;

  /** A certificate and key where the configuration looks for them; the new ones' store. */
  private KeyStore certify(String name) throws IOException, GeneralSecurityException {
    Path made = Files.createDirectory(directory.resolve(name));
    TestCertificate certificate = TestCertificate.selfSigned(made, "ip:127.0.0.1");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(made.resolve("store.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    Key key = store.getKey("test", PASSWORD.toCharArray());
    Path keyFile =
        Files.writeString(
            made.resolve("key.pem"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    Files.move(keyFile, directory.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        certificate.pem(), directory.resolve("cert.pem"), StandardCopyOption.REPLACE_EXISTING);
    return store;
  }

  private static X509Certificate shown(World world, KeyStore trusted) {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(trusted)).build()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("https://127.0.0.1:" + world.gateway().port() + "/health"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      return (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext trusting(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    try {
      KeyStore certificates = KeyStore.getInstance("PKCS12");
      certificates.load(null, null);
      certificates.setCertificateEntry("test", store.getCertificate("test"));
      trust.init(certificates);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static boolean accepts(World world, KeyStore trusted) {
    try {
      return shown(world, trusted).equals(trusted.getCertificate("test"));
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof SSLException) {
        return false;
      }
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void httpsTakesChangedFilesForNewConnections() throws IOException, GeneralSecurityException {
    KeyStore first = certify("first");
    String tls =
        "tls: {cert_file: \"%s\", key_file: \"%s\"}"
            .formatted(directory.resolve("cert.pem"), directory.resolve("key.pem"));
    try (World world = World.plan().custom("own", "m").server(tls).start()) {
      assertThat(accepts(world, first)).isTrue();
      KeyStore second = certify("second");
      assertThat(Eventually.holds(BOUND, () -> accepts(world, second))).isTrue();
      assertThat(accepts(world, first)).isFalse();
    }
  }

  @Test
  void whoeverNeverBeginsToSpeakTlsIsLetGo() throws IOException, GeneralSecurityException {
    certify("only");
    String tls =
        "header_timeout: 300ms, tls: {cert_file: \"%s\", key_file: \"%s\"}"
            .formatted(directory.resolve("cert.pem"), directory.resolve("key.pem"));
    try (World world = World.plan().custom("own", "m").server(tls).start();
        ClientConnection silent = world.gateway().open()) {
      assertThat(silent.awaitClosed()).isEqualTo(AnswerEnd.FIN);
    }
  }

  @Test
  void metricsOnTheirOwnListenerNeedNoKeyAndNothingElseIsThere() throws IOException {
    int port = freePort();
    String metrics = "metrics: {host: 127.0.0.1, port: " + port + "}\n";
    try (World world = World.plan().custom("own", "m").more(metrics).start()) {
      world.chat("@own/m");
      assertThat(ask(port, "/metrics").text()).contains("arobase_");
      Verdicts.error(ask(port, "/v1/models"), 404, "not_found");
      Verdicts.error(world.send(ClientRequest.get("/metrics")), 404, "not_found");
    }
  }

  @Test
  void aSlowBodyEndsAtItsDeadlineAndASilentConnectionAtIts() {
    try (World world =
        World.plan()
            .custom("own", "m")
            .server("body_timeout: 300ms, header_timeout: 300ms")
            .start()) {
      ClientRequest begun = ClientRequest.chat("{\"model\"").header("Content-Length", "100");
      try (ClientConnection client = world.begin(begun)) {
        Verdicts.envelope(client.rest(), 408);
        assertThat(client.awaitClosed()).isEqualTo(AnswerEnd.FIN);
      }
      try (ClientConnection client = world.gateway().open()) {
        assertThat(client.awaitClosed()).isEqualTo(AnswerEnd.FIN);
      }
      assertThat(world.site("own").requests()).isEmpty();
    }
  }

  @Test
  void aBodyThatTricklesInEndsWithTheTotalTime() throws Exception {
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
            + World.CLIENT_KEY
            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (World world =
            World.plan()
                .custom("own", "m")
                .server("body_timeout: 1s")
                .defaults("defaults: {timeouts: {total: 1s}}\n")
                .start();
        ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), world.gateway().port())) {
      socket.getOutputStream().write(head.getBytes(UTF_8));
      Future<String> answer = reader.submit(() -> readUntilClosed(socket.getInputStream()));
      assertThat(
              Eventually.holds(
                  Duration.ofSeconds(20),
                  () -> {
                    trickle(socket);
                    return answer.isDone();
                  }))
          .isTrue();
      assertThat(answer.get()).startsWith("HTTP/1.1 408 ").contains("\"request_timeout\"");
      assertThat(world.site("own").requests()).isEmpty();
    }
  }

  private static void trickle(Socket socket) {
    try {
      socket.getOutputStream().write("1\r\n \r\n".getBytes(UTF_8));
    } catch (IOException closed) {
      // The reader has what was said before.
      return;
    }
  }

  private static String readUntilClosed(InputStream in) {
    StringBuilder text = new StringBuilder();
    byte[] some = new byte[4096];
    try {
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        text.append(new String(some, 0, count, UTF_8));
      }
    } catch (IOException reset) {
      text.append("\n(reset)");
    }
    return text.toString();
  }

  private static ClientAnswer ask(int port, String path) {
    try (ClientConnection connection = ClientConnection.open(port)) {
      return connection.exchange(ClientRequest.get(path));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
