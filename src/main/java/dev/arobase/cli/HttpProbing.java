package dev.arobase.cli;

import dev.arobase.config.HttpAddress;
import dev.arobase.config.ProviderConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/** Calls a provider as the gateway does: the same TLS, proxy and headers. */
public final class HttpProbing implements Probing {
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final Function<ProviderConfig, HttpClientOptions> connections;

  /**
   * Reaches the providers as the gateway does.
   *
   * @param connections TLS, proxy and connect timeout
   */
  public HttpProbing(Function<ProviderConfig, HttpClientOptions> connections) {
    this.connections = connections;
  }

  @Override
  public Probe probe(ProviderConfig provider, String path, boolean withKey) {
    long began = System.nanoTime();
    Duration most = ANSWER.plus(patience(provider));
    return Waiting.withVertx(
        most.plusSeconds(5), vertx -> call(vertx, provider, path, withKey, began));
  }

  private Future<Probe> call(
      Vertx vertx, ProviderConfig provider, String path, boolean withKey, long began) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(provider.baseUrl() + path)
            .setFollowRedirects(false)
            .setConnectTimeout(patience(provider).toMillis())
            .setIdleTimeout(ANSWER.toMillis());
    provider.headers().forEach(options::putHeader);
    Optional<String> serverName = provider.serverName();
    if (serverName.isPresent()) {
      options
          .setServer(
              SocketAddress.inetSocketAddress(
                  HttpAddress.port(provider.baseUrl()), HttpAddress.socketHost(provider.baseUrl())))
          .setHost(serverName.get())
          .putHeader("host", HttpAddress.authority(provider.baseUrl()));
    }
    options.putHeader("user-agent", "arobase/" + Version.number());
    if (withKey && provider.auth().isPresent()) {
      String value = provider.auth().get().value(provider.keys().getFirst());
      options.putHeader(provider.auth().get().header(), value);
    }
    int patience = Math.toIntExact(patience(provider).toMillis());
    HttpClient client =
        vertx.createHttpClient(
            connections
                .apply(provider)
                .setConnectTimeout(patience)
                .setSslHandshakeTimeout(patience)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
    return client
        .request(options)
        .compose(
            request ->
                request
                    .send()
                    .map(response -> answered(response, began))
                    .onComplete(ended -> request.connection().close())
                    .recover(failure -> Future.succeededFuture(failed(Stage.HTTP, failure, began))))
        .recover(failure -> Future.succeededFuture(failed(stage(failure), failure, began)))
        // Held until then: Vert.x closes a client that nobody refers to any more.
        .onComplete(done -> client.close());
  }

  /** A program that has just started takes its time for the first handshake. */
  private static Duration patience(ProviderConfig provider) {
    Duration connect = provider.timeouts().connect();
    return connect.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : connect;
  }

  private static Probe answered(HttpClientResponse response, long began) {
    String type =
        Objects.requireNonNullElse(response.getHeader(HttpHeaders.CONTENT_TYPE), "")
            .toLowerCase(Locale.ROOT);
    String detail = type.startsWith("text/html") ? "it answers a web page, not an API" : "";
    return new Probe(Stage.HTTP, OptionalInt.of(response.statusCode()), detail, since(began));
  }

  private static Stage stage(Throwable failure) {
    return switch (failure) {
      case UnknownHostException unknown -> Stage.DNS;
      case SSLException refused -> Stage.TLS;
      default -> Stage.CONNECT;
    };
  }

  /** Addresses are the operator's own here, so the reason may be told; keys never stand in it. */
  private static Probe failed(Stage stage, Throwable failure, long began) {
    String reason =
        Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    return new Probe(stage, OptionalInt.empty(), reason, since(began));
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
