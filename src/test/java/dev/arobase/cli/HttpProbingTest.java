package dev.arobase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.cli.Probing.Probe;
import dev.arobase.cli.Probing.Stage;
import dev.arobase.config.ProviderConfig;
import dev.arobase.upstream.Upstreams;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpProbingTest {
  private final Probing probing = new HttpProbing(Upstreams::connectionOptions);
  private Vertx vertx;
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  boolean keyed = "Bearer k-good".equals(request.getHeader("authorization"));
                  boolean page = request.path().endsWith("/page");
                  request
                      .response()
                      .setStatusCode(keyed || page ? 200 : 401)
                      .putHeader("content-type", page ? "text/html" : "application/json")
                      .end("{}");
                })
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void theKeyGoesAlongOnlyWhenAsked() {
    ProviderConfig provider = provider("http://127.0.0.1:" + server.actualPort() + "/v1");
    assertThat(probing.probe(provider, "/models", true).status()).hasValue(200);
    assertThat(probing.probe(provider, "/models", false).status()).hasValue(401);
  }

  @Test
  void aWebPageIsNoAnswer() {
    ProviderConfig provider = provider("http://127.0.0.1:" + server.actualPort() + "/v1");
    assertThat(probing.probe(provider, "/page", true).detail()).contains("web page");
  }

  @Test
  void aRefusedConnectionAndAPeerWithoutTlsAreToldApart() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Probe refused = probing.probe(provider("http://127.0.0.1:" + free + "/v1"), "/models", true);
    assertThat(refused.stage()).isEqualTo(Stage.CONNECT);
    Probe plain =
        probing.probe(
            provider("https://127.0.0.1:" + server.actualPort() + "/v1"), "/models", true);
    assertThat(plain.stage()).isEqualTo(Stage.TLS);
    assertThat(refused.detail() + plain.detail()).doesNotContain("k-good");
  }

  private static ProviderConfig provider(String baseUrl) {
    String yaml =
        "providers: {p: {base_url: \"" + baseUrl + "\", api_key: k-good, timeouts: {connect: 1m}}}";
    return CliHarness.config(yaml, Map.of()).provider("p").orElseThrow();
  }
}
