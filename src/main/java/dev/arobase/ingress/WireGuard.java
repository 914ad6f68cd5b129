package dev.arobase.ingress;

import dev.arobase.exchange.ErrorCode;
import io.netty.channel.ChannelPipeline;
import io.netty.util.AttributeKey;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Puts a {@link ConnectionGuard} in front of the HTTP decoder of every client connection: set it as
 * the server's connection handler, on options that went through {@link #prepare}. Touches Vert.x
 * internals. Shared by all event loops.
 */
public final class WireGuard implements Handler<HttpConnection> {
  private final Supplier<WireLimits> limits;
  private final ConnectionEvents events;
  private final Function<Optional<String>, String> requestIds;
  private final Function<Optional<String>, List<Map.Entry<String, String>>> corsHeaders;
  private final AtomicInteger connections = new AtomicInteger();

  /**
   * @param limits those in force; asked once per connection
   * @param requestIds the client's {@code x-request-id} if it is a sane one, else a new one
   * @param corsHeaders what an error answer to a page of that {@code Origin} carries
   */
  public WireGuard(
      Supplier<WireLimits> limits,
      ConnectionEvents events,
      Function<Optional<String>, String> requestIds,
      Function<Optional<String>, List<Map.Entry<String, String>>> corsHeaders) {
    this.limits = limits;
    this.events = events;
    this.requestIds = requestIds;
    this.corsHeaders = corsHeaders;
  }

  /**
   * Options that leave all limits of a request head to the guard, and speak HTTP/1 only: then the
   * pipeline is there when a connection opens, not with its first bytes, so that silent ones end
   * too. An {@code Upgrade: h2c} is ignored.
   *
   * @param maxHead the largest head that a reload of the configuration may allow
   */
  public static HttpServerOptions prepare(HttpServerOptions options, int maxHead) {
    return options
        .setHttp2ClearTextEnabled(false)
        .setUseAlpn(false)
        .setMaxHeaderSize(maxHead)
        .setMaxInitialLineLength(maxHead)
        .setIdleTimeout(0)
        .setReadIdleTimeout(0)
        .setWriteIdleTimeout(0);
  }

  /** Connections that are open now. */
  public int connections() {
    return connections.get();
  }

  /** Why the request on this connection was refused while its body was being read. */
  static Optional<ErrorCode> refusal(HttpConnection connection) {
    return attribute(connection, ConnectionGuard.REFUSED);
  }

  /** Whether the connection was closed because the client did not read. */
  static boolean clientStalled(HttpConnection connection) {
    return attribute(connection, WriteWatch.STALLED).orElse(false);
  }

  private static <T> Optional<T> attribute(HttpConnection connection, AttributeKey<T> key) {
    return connection instanceof HttpServerConnection server
        ? Optional.ofNullable(server.channelHandlerContext().channel().attr(key).get())
        : Optional.empty();
  }

  @Override
  public void handle(HttpConnection connection) {
    if (!(connection instanceof HttpServerConnection server)) {
      throw new IllegalStateException("not a server's connection: " + connection.getClass());
    }
    ChannelPipeline pipeline = server.channelHandlerContext().pipeline();
    ConnectionGuard guard =
        new ConnectionGuard(limits.get(), events, requestIds, corsHeaders, connections);
    pipeline.addBefore("httpDecoder", "connectionGuard", guard);
    pipeline.addBefore("handler", "responseWatch", guard.responseWatch());
  }
}
