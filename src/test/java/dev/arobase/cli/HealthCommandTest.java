package dev.arobase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.arobase.support.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the image's health check says of a gateway at its address. */
class HealthCommandTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir Path folder;

  private CliHarness cli;

  @BeforeEach
  void harness() {
    cli = new CliHarness(folder);
  }

  /** How the command ends beside a server that answers so. */
  private int health(HttpServer server, int status, String tls) throws IOException {
    server.createContext(
        "/readyz",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      cli.routes("server: {port: %d%s}\n".formatted(server.getAddress().getPort(), tls));
      return cli.run("health");
    } finally {
      server.stop(0);
    }
  }

  private TestCertificate certificate(String name, String subject) throws IOException {
    return TestCertificate.selfSigned(Files.createDirectory(folder.resolve(name)), subject);
  }

  private static String tls(TestCertificate certificate) {
    return ", tls: {cert_file: \"%s\", key_file: \"%s\"}"
        .formatted(certificate.pem(), certificate.keyPem());
  }

  private static HttpsServer https(TestCertificate certificate) throws IOException {
    HttpsServer server = HttpsServer.create(ANY_PORT, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    return server;
  }

  @Test
  void readyAndNotReadyAreTold() throws IOException {
    assertThat(health(HttpServer.create(ANY_PORT, 0), 200, "")).isZero();
    assertThat(cli.out()).isEqualTo("ready\n");
    assertThat(health(HttpServer.create(ANY_PORT, 0), 503, "")).isEqualTo(1);
    assertThat(cli.out()).isEqualTo("not ready (503)\n");
  }

  @Test
  void aCertificateOfOnesOwnForAnotherNameWillDo() throws IOException {
    TestCertificate own = certificate("own", "dns:gateway.example.com");
    assertThat(health(https(own), 200, tls(own))).isZero();
    assertThat(cli.out()).isEqualTo("ready\n");
  }

  @Test
  void whoeverShowsAnotherCertificateIsNotTheGateway() throws IOException {
    TestCertificate own = certificate("own", "ip:127.0.0.1");
    TestCertificate other = certificate("other", "ip:127.0.0.1");
    assertThat(health(https(other), 200, tls(own))).isEqualTo(1);
    assertThat(cli.out()).startsWith("not running at ");
  }
}
