package dev.arobase.upstream;

import dev.arobase.config.HttpAddress;
import dev.arobase.config.ProviderConfig;
import dev.arobase.relay.ReadGate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One provider's HTTP client on one event loop. Its requests go to the origin of the provider's
 * base URL and nowhere else.
 */
final class ProviderClient {

  /**
   * A request whose connection is there, and whether that connection has served another request
   * before.
   */
  record Connected(HttpClientRequest request, boolean reusedConnection) {}

  /** vLLM's uvicorn closes idle connections after 5 s. */
  private static final int CUSTOM_KEEP_ALIVE_SECONDS = 4;

  private static final int HOSTED_KEEP_ALIVE_SECONDS = 30;

  /**
   * Connections age, so that a change of the DNS is seen; jittered, so that they don't do so
   * together.
   */
  private static final int LIFETIME_SECONDS = 300;

  private static final int LIFETIME_JITTER_SECONDS = 60;

  /** The pieces in which a body is handed over; the default of 8 KiB costs a call for each. */
  private static final int CHUNK_BYTES = 64 * 1024;

  private static final int HEADER_BYTES = 64 * 1024;

  /**
   * A dead host shows within a minute, although a plain answer may be silent for the whole of
   * {@code total}.
   */
  private static final int TCP_KEEP_ALIVE_SECONDS = 15;

  private static final int TCP_KEEP_ALIVE_PROBES = 3;

  private final HttpClientAgent client;
  private final ProviderConfig provider;
  private final boolean ssl;
  private final int port;
  private final String host;
  private final String basePath;
  private final boolean proxied;
  private final Optional<CustomHostGate> gate;
  private final Optional<String> serverName;
  private final Set<PendingConnect> wishes = new HashSet<>();
  private final Set<HttpConnection> fresh = Collections.newSetFromMap(new IdentityHashMap<>());

  ProviderClient(Vertx vertx, ProviderConfig provider) {
    this(vertx, provider, Optional.empty());
  }

  /**
   * @param gate asked for the address of each connection, where a client named the host
   */
  ProviderClient(Vertx vertx, ProviderConfig provider, Optional<CustomHostGate> gate) {
    this.provider = provider;
    this.gate = gate;
    URI base = provider.baseUrl();
    this.ssl = "https".equalsIgnoreCase(base.getScheme());
    this.host = HttpAddress.host(base).orElse("");
    this.port = HttpAddress.port(base);
    this.serverName = provider.serverName();
    this.basePath = base.getRawPath() == null ? "" : base.getRawPath();
    this.proxied = provider.proxy().towards(base).isPresent();
    this.client =
        vertx
            .httpClientBuilder()
            .with(options(provider, ssl))
            .with(pool(provider))
            .withConnectHandler(this::connected)
            .build();
  }

  /** How to connect to a provider: TLS, proxy, limits. */
  static HttpClientOptions options(ProviderConfig provider) {
    return options(provider, "https".equalsIgnoreCase(provider.baseUrl().getScheme()));
  }

  private static HttpClientOptions options(ProviderConfig provider, boolean ssl) {
    HttpClientOptions options = new HttpClientOptions();
    options.setSsl(ssl);
    options.setConnectTimeout(millis(provider.timeouts().connect()));
    options.setSslHandshakeTimeout(millis(provider.timeouts().connect()));
    options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setKeepAliveTimeout(
        provider.traits().hosted() ? HOSTED_KEEP_ALIVE_SECONDS : CUSTOM_KEEP_ALIVE_SECONDS);
    options.setMaxChunkSize(CHUNK_BYTES);
    options.setMaxHeaderSize(HEADER_BYTES);
    options.setMaxInitialLineLength(HEADER_BYTES);
    options.setDecoderInitialBufferSize(256);
    options.setTcpKeepAlive(true);
    options.setTcpKeepAliveIdleSeconds(TCP_KEEP_ALIVE_SECONDS);
    options.setTcpKeepAliveIntervalSeconds(TCP_KEEP_ALIVE_SECONDS);
    options.setTcpKeepAliveCount(TCP_KEEP_ALIVE_PROBES);
    options.setHttp2ClearTextUpgrade(false);
    if (ssl) {
      UpstreamTls.configure(options, provider.tls(), provider.http2());
    }
    provider
        .proxy()
        .towards(provider.baseUrl())
        .map(UpstreamProxy::options)
        .ifPresent(options::setProxyOptions);
    return options;
  }

  private static PoolOptions pool(ProviderConfig provider) {
    int lifetime =
        LIFETIME_SECONDS
            + ThreadLocalRandom.current()
                .nextInt(-LIFETIME_JITTER_SECONDS, LIFETIME_JITTER_SECONDS);
    return new PoolOptions()
        .setHttp1MaxSize(provider.maxConcurrent())
        .setHttp2MaxSize(4)
        .setMaxWaitQueueSize(provider.maxConcurrent())
        .setMaxLifetime(lifetime)
        .setMaxLifetimeUnit(TimeUnit.SECONDS);
  }

  private static int millis(Duration duration) {
    return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
  }

  private void connected(HttpConnection connection) {
    fresh.add(connection);
    ReadGate.install(connection);
    connection.closeHandler(nothing -> fresh.remove(connection));
  }

  /** To be asked for one connection, once. */
  PendingConnect wish() {
    return new PendingConnect(wishes);
  }

  /**
   * A connection and a request on it that is not sent yet.
   *
   * @param wish to take it back with, as long as there is no connection
   * @param target path below the base URL and query, as they are to stand on the request line
   */
  Future<Connected> connect(PendingConnect wish, HttpMethod method, String target) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setSsl(ssl)
            .setHost(host)
            .setPort(port)
            .setURI(basePath + target)
            .setConnectTimeout(provider.timeouts().connect().toMillis())
            .setFollowRedirects(false);
    return gate.map(
            guard -> guard.address(host, port).compose(to -> wish.ask(() -> request(options, to))))
        .or(() -> serverName.map(name -> wish.ask(() -> request(options, name))))
        .orElseGet(() -> wish.ask(() -> client.request(options)))
        .map(request -> new Connected(request, !fresh.remove(request.connection())));
  }

  /** To the address that was checked, under the name that the client gave. */
  private Future<HttpClientRequest> request(RequestOptions options, SocketAddress checked) {
    options.setServer(checked);
    if (!proxied || ssl) {
      return client.request(options);
    }
    // A proxy for plain HTTP is told a URL: by the name it would ask a resolver of its own.
    String address = checked.hostAddress();
    return client
        .request(options.setHost(address.indexOf(':') < 0 ? address : "[" + address + "]"))
        .map(request -> request.authority(HostAndPort.authority(host, port)));
  }

  /**
   * With the name of {@code tls.server_name} in the handshake, and the usual one in the request.
   */
  private Future<HttpClientRequest> request(RequestOptions options, String name) {
    options
        .setServer(
            SocketAddress.inetSocketAddress(port, HttpAddress.socketHost(provider.baseUrl())))
        .setHost(name);
    return client
        .request(options)
        .map(request -> request.authority(HostAndPort.authority(host, port)));
  }

  boolean isTls() {
    return ssl;
  }

  /** Idle connections close now, busy ones when their request ends. */
  void retire() {
    client.shutdown(provider.timeouts().total().orElse(Duration.ofHours(1)));
  }
}
