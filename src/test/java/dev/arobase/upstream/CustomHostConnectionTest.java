package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arobase.config.BreakerConfig;
import dev.arobase.config.CustomHosts;
import dev.arobase.config.HostList;
import dev.arobase.config.ListShape;
import dev.arobase.config.ModelPolicy;
import dev.arobase.config.PriceUnit;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.ProviderModels;
import dev.arobase.config.ProviderTraits;
import dev.arobase.config.ProxyConfig;
import dev.arobase.config.ProxyEndpoint;
import dev.arobase.config.QueueConfig;
import dev.arobase.config.RetryConfig;
import dev.arobase.config.Timeouts;
import dev.arobase.support.Answer;
import dev.arobase.support.FakeUpstream;
import dev.arobase.support.ReceivedRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The address that was checked is the one that is connected to, whatever the resolver says next.
 */
class CustomHostConnectionTest {
  private static final String NAME = "rebinding.test";
  private static final CustomHosts ONE =
      new CustomHosts(true, HostList.NONE, HostList.of(List.of("127.0.0.1/32")));

  private final Vertx vertx = Vertx.vertx();
  private final FakeUpstream upstream = FakeUpstream.start();
  private final Deque<List<InetAddress>> answers = new ArrayDeque<>();
  private int asked;

  @AfterEach
  void stop() {
    vertx.close();
    upstream.close();
  }

  private void resolves(String... addresses) {
    answers.add(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
  }

  private synchronized List<InetAddress> lookUp(String name) {
    assertThat(name).isEqualTo(NAME);
    asked++;
    return answers.remove();
  }

  private ProviderClient client(String scheme, int port, ProxyConfig proxy) {
    ProviderConfig provider =
        new ProviderConfig(
            "custom",
            Set.of(),
            false,
            false,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            URI.create(scheme + "://" + NAME + ":" + port + "/host/v1"),
            true,
            List.of(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            proxy,
            Timeouts.BUILT_IN,
            RetryConfig.BUILT_IN,
            BreakerConfig.BUILT_IN,
            4,
            QueueConfig.BUILT_IN,
            false,
            new ProviderModels(
                Optional.empty(),
                ModelPolicy.LOCAL,
                List.of(),
                ListShape.OPENAI,
                PriceUnit.NONE,
                List.of(),
                Map.of(),
                Map.of()),
            ProviderTraits.CUSTOM);
    return new ProviderClient(
        vertx, provider, Optional.of(new CustomHostGate(vertx, ONE, this::lookUp)));
  }

  private static int status(ProviderClient client) throws Exception {
    Future<Integer> status =
        client
            .connect(client.wish(), HttpMethod.GET, "/models")
            .map(ProviderClient.Connected::request)
            .compose(HttpClientRequest::send)
            .map(HttpClientResponse::statusCode);
    return status.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void aSecondAnswerOfTheResolverIsCheckedLikeTheFirst() throws Exception {
    upstream.site("host").list(Answer.json("{}"));
    ProviderClient client = client("http", upstream.port(), ProxyConfig.NONE);
    resolves("127.0.0.1");
    // No resolver knows the name: only the checked address can have been connected to.
    assertThat(status(client)).isEqualTo(200);
    assertThat(asked).isEqualTo(1);
    int connections = upstream.connectionCount();
    resolves("127.0.0.2");
    assertThatThrownBy(() -> status(client)).hasRootCauseInstanceOf(CustomHostGate.Refused.class);
    resolves("127.0.0.1", "10.0.0.1");
    assertThatThrownBy(() -> status(client)).hasRootCauseInstanceOf(CustomHostGate.Refused.class);
    assertThat(upstream.connectionCount()).isEqualTo(connections);
    assertThat(asked).isEqualTo(3);
  }

  private ProxyConfig proxy() {
    Optional<ProxyEndpoint> endpoint =
        Optional.of(
            new ProxyEndpoint(
                false, "127.0.0.1", upstream.port(), Optional.empty(), Optional.empty()));
    return new ProxyConfig(endpoint, endpoint, List.of());
  }

  @Test
  void aProxyIsAskedForTheCheckedAddressAndNotForTheName() throws Exception {
    resolves("127.0.0.1");
    status(client("http", 8123, proxy()));
    ReceivedRequest asked = upstream.strays().getFirst();
    assertThat(asked.target()).isEqualTo("http://127.0.0.1:8123/host/v1/models");
    assertThat(asked.headers().first("host")).contains(NAME + ":8123");
  }

  @Test
  void aTunnelIsAskedForTheCheckedAddress() {
    resolves("127.0.0.1");
    assertThatThrownBy(() -> status(client("https", 8124, proxy()))).isNotNull();
    assertThat(upstream.strays())
        .allSatisfy(
            connect -> {
              assertThat(connect.method()).isEqualTo("CONNECT");
              assertThat(connect.target()).isEqualTo("127.0.0.1:8124");
            })
        .isNotEmpty();
  }
}
