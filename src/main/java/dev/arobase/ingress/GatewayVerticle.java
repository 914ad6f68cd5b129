package dev.arobase.ingress;

import dev.arobase.config.ServerConfig;
import dev.arobase.config.ServerTls;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop's HTTP server. Several share the port. */
public final class GatewayVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayVerticle.class);

  /** The guard in front of the decoder holds the configured bound; this is its own. */
  private static final int MOST_HEADER_BYTES = 16 * 1024 * 1024;

  /** Vert.x picks one port for all instances that ask for the same negative one. */
  private static final int SHARED_RANDOM_PORT = -1;

  private final Supplier<Wiring> wiring;
  private final ServerConfig server;
  private final WireGuard guard;
  private Optional<HttpServer> listening = Optional.empty();
  private Optional<Wiring> wired = Optional.empty();

  /** What a loop has for itself. */
  public record Wiring(Services services, Operations operations) {}

  /**
   * @param wiring called once, on this verticle's event loop
   * @param guard shared by all loops
   */
  public GatewayVerticle(Supplier<Wiring> wiring, ServerConfig server, WireGuard guard) {
    this.guard = guard;
    this.wiring = wiring;
    this.server = server;
  }

  @Override
  public Future<?> start() {
    Wiring own = wiring.get();
    wired = Optional.of(own);
    Router router = Router.router(vertx);
    ApiRoutes api = new ApiRoutes(own.services());
    FrontDoor door = new FrontDoor(own.services());
    // The API first: its paths are looked up in a table of its own, and it is what speed matters
    // for.
    router
        .route()
        .handler(
            context -> {
              if (!door.stops(context.request()) && !api.handle(context.request())) {
                context.next();
              }
            });
    router
        .route()
        .handler(
            context -> {
              if (!own.operations().handle(own.services(), context.request())) {
                context.next();
              }
            });
    router
        .route()
        .handler(
            context ->
                LocalRequest.of(own.services(), context.request())
                    .refuse(UnknownPath.rejection(context.request())));
    // A target that is no path, "*" for one, reaches no route.
    router.errorHandler(
        404,
        context -> {
          if (!door.stops(context.request())) {
            LocalRequest.of(own.services(), context.request())
                .refuse(UnknownPath.rejection(context.request()));
          }
        });
    // A mistake of the gateway's own is told like every other error.
    router.errorHandler(
        500,
        context -> {
          LOG.error("a request could not be handled", context.failure());
          if (!context.response().headWritten()) {
            LocalRequest.of(own.services(), context.request())
                .refuse(Rejection.of(ErrorCode.INTERNAL, "The gateway failed on this request."));
          }
        });
    return vertx
        .createHttpServer(options())
        .connectionHandler(guard)
        .requestHandler(router)
        .listen(server.port() == 0 ? SHARED_RANDOM_PORT : server.port(), server.host())
        .recover(
            failure -> Future.failedFuture(new CannotListen(server.host(), server.port(), failure)))
        .onSuccess(started -> listening = Optional.of(started));
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setDecoderInitialBufferSize(256)
            .setHandle100ContinueAutomatically(true)
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true)
            // No WebSocket is spoken here; their handlers would look at every message.
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false);
    server.tls().ifPresent(tls -> options.setSsl(true).setKeyCertOptions(ListenerTls.keyPair(tls)));
    // A client's first bytes are its handshake; the guard's deadline begins after it.
    server
        .headerTimeout()
        .ifPresent(
            limit ->
                options
                    .setSslHandshakeTimeout(limit.toMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
    return WireGuard.prepare(options, MOST_HEADER_BYTES);
  }

  /** The port it listens on, once started. */
  public int port() {
    return listening.map(HttpServer::actualPort).orElse(-1);
  }

  /** New connections get this certificate; those that are open keep theirs. */
  public void use(ServerTls tls) {
    context.runOnContext(
        nothing ->
            listening.ifPresent(
                started ->
                    started
                        .updateSSLOptions(
                            new ServerSSLOptions().setKeyCertOptions(ListenerTls.keyPair(tls)))
                        .onFailure(
                            error ->
                                LOG.error(
                                    "the changed certificate of server.tls is refused; the last"
                                        + " good one stays in force",
                                    error))));
  }

  /** No new connections; requests in flight have the grace to end, then they are cut. */
  public Future<Void> drain(Duration grace) {
    return listening
        .map(started -> started.shutdown(grace))
        .orElseGet(Future::succeededFuture)
        .onComplete(done -> wired.ifPresent(own -> own.services().upstreams().close()));
  }
}
