package dev.arobase.mock;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;

/**
 * An OpenAI-compatible server on an ephemeral loopback port. The gateway talks to it as to any
 * other provider, over HTTP.
 */
public final class MockProvider {
  private static final String LOOPBACK = "127.0.0.1";

  private final HttpServer server;

  private MockProvider(HttpServer server) {
    this.server = server;
  }

  /** Listens; fails with the cause when no loopback port can be had. */
  public static Future<MockProvider> start(Vertx vertx) {
    HttpServerOptions options =
        new HttpServerOptions().setHost(LOOPBACK).setPort(0).setHttp2ClearTextEnabled(false);
    MockRoutes routes = new MockRoutes(vertx);
    return vertx
        .createHttpServer(options)
        .requestHandler(routes::handle)
        .listen()
        .map(MockProvider::new);
  }

  /** Where its API begins, {@code http://127.0.0.1:PORT/v1}. */
  public URI baseUrl() {
    return URI.create("http://" + LOOPBACK + ":" + server.actualPort() + "/v1");
  }

  /** Stops listening and cuts what is open. */
  public Future<Void> close() {
    return server.close();
  }
}
