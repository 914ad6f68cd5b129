package dev.arobase;

import dev.arobase.account.CostCalculator;
import dev.arobase.catalog.Catalog;
import dev.arobase.catalog.CatalogStore;
import dev.arobase.config.Config;
import dev.arobase.config.ListenAddress;
import dev.arobase.config.ServerTls;
import dev.arobase.ingress.ConnectionEvents;
import dev.arobase.ingress.GatewayVerticle;
import dev.arobase.ingress.InFlight;
import dev.arobase.ingress.InForce;
import dev.arobase.ingress.MetricsListener;
import dev.arobase.ingress.Operations;
import dev.arobase.ingress.Services;
import dev.arobase.ingress.WireGuard;
import dev.arobase.ingress.WireLimits;
import dev.arobase.observe.Gauges;
import dev.arobase.observe.Health;
import dev.arobase.observe.Metrics;
import dev.arobase.observe.RequestRecord;
import dev.arobase.portkey.Circuits;
import dev.arobase.portkey.PortkeyRouting;
import dev.arobase.resolve.Resolver;
import dev.arobase.resolve.Snapshot;
import dev.arobase.resolve.Turns;
import dev.arobase.upstream.NanoTicker;
import dev.arobase.upstream.ProviderStates;
import dev.arobase.upstream.Upstreams;
import dev.arobase.wire.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The running gateway: one HTTP server per event loop over one state of the providers, and the
 * configuration and catalog in force, each swapped whole.
 */
public final class Gateway {
  private final Vertx vertx;
  private final Health health;
  private final ProviderStates providers;
  private final Resolver resolver;
  private final PortkeyRouting portkey;
  private final Consumer<RequestRecord> records;
  private final String userAgent;
  private final RequestIds requestIds =
      new RequestIds(() -> ThreadLocalRandom.current().nextLong());
  private final Set<String> machineNames;
  private final AtomicReference<InForce> inForce;
  private final WireGuard guard;
  private final CatalogStore catalogs;
  private final Metrics metrics;
  private final InFlight inFlight = new InFlight();
  private final CostCalculator costs = new CostCalculator(InstantSource.system());
  private final List<GatewayVerticle> loops = new ArrayList<>();
  private Optional<MetricsListener> metricsListener = Optional.empty();

  /**
   * @param records told about every finished request, on its event loop
   * @param catalogs each catalog put there is in force from the next request on
   * @param events told about connections and what is refused on them
   * @param metrics makes them, given the gauges of this gateway
   * @param version for the user agent that upstreams see
   */
  public Gateway(
      Vertx vertx,
      Health health,
      Config config,
      CatalogStore catalogs,
      Consumer<RequestRecord> records,
      ConnectionEvents events,
      Function<Gauges, Metrics> metrics,
      String version) {
    this.vertx = vertx;
    this.health = health;
    this.records = records;
    this.userAgent = "arobase/" + version;
    this.providers = new ProviderStates(vertx, NanoTicker.SYSTEM);
    Turns turns = new Turns(() -> ThreadLocalRandom.current().nextLong());
    this.resolver = new Resolver(providers.health(), providers.speedView(), turns);
    this.portkey = new PortkeyRouting(resolver, turns, new Circuits(NanoTicker.SYSTEM));
    this.machineNames = MachineNames.of();
    this.inForce =
        new AtomicReference<>(
            InForce.of(Snapshot.of(config, Catalog.of(catalogs.current())), machineNames));
    this.guard =
        new WireGuard(
            () -> WireLimits.of(snapshot().config().server()),
            events,
            requestIds::of,
            origin -> inForce.get().cors().answerHeaders(origin));
    this.catalogs = catalogs;
    catalogs.addListener(
        next -> {
          // Indexed here, not on an event loop: it takes a while for a large one.
          Catalog index = Catalog.of(next);
          inForce.updateAndGet(current -> current.with(current.snapshot().with(index)));
        });
    this.metrics = metrics.apply(new RunningGauges(this, health));
  }

  /** Listens on as many event loops as there are processors. */
  public Future<Void> start(int eventLoops) {
    List<Future<?>> deployed = new ArrayList<>();
    for (int i = 0; i < eventLoops; i++) {
      GatewayVerticle loop =
          new GatewayVerticle(this::wire, inForce.get().snapshot().config().server(), guard);
      loops.add(loop);
      deployed.add(vertx.deployVerticle(loop));
    }
    Optional<ListenAddress> own = inForce.get().snapshot().config().metrics().listener();
    if (own.isPresent()) {
      MetricsListener listener =
          new MetricsListener(vertx, own.get(), operations(), guard, requestIds);
      metricsListener = Optional.of(listener);
      deployed.add(listener.start());
    }
    return Future.all(deployed).mapEmpty();
  }

  private Operations operations() {
    return new Operations(health, metrics, inForce::get);
  }

  /** Called on each event loop. */
  private GatewayVerticle.Wiring wire() {
    return new GatewayVerticle.Wiring(
        new Services(
            vertx,
            inForce::get,
            resolver,
            portkey,
            requestIds,
            new Upstreams(vertx, providers, userAgent),
            providers,
            catalogs::current,
            costs,
            inFlight,
            records.andThen(metrics::record)),
        operations());
  }

  /** The port that all loops share. */
  public int port() {
    return loops.isEmpty() ? -1 : loops.getFirst().port();
  }

  public Resolver resolver() {
    return resolver;
  }

  /** The configuration and catalog of this moment. */
  public Snapshot snapshot() {
    return inForce.get().snapshot();
  }

  /** Another configuration from the next request on; requests in flight keep theirs. */
  public void use(Config config) {
    Optional<ServerTls> before = snapshot().config().server().tls();
    Optional<ServerTls> after = config.server().tls();
    inForce.updateAndGet(
        current -> InForce.of(Snapshot.of(config, current.snapshot().catalog()), machineNames));
    if (after.isPresent() && !after.equals(before)) {
      loops.forEach(loop -> loop.use(after.get()));
    }
  }

  int requestsInFlight() {
    return inFlight.count();
  }

  int connections() {
    return guard.connections();
  }

  ProviderStates providers() {
    return providers;
  }

  /** No longer ready; requests in flight have the grace to end, then they are cut. */
  public Future<Void> drain(Duration grace) {
    health.drain();
    return Future.join(loops.stream().map(loop -> loop.drain(grace)).toList())
        .eventually(
            () -> metricsListener.map(MetricsListener::close).orElseGet(Future::succeededFuture))
        .mapEmpty();
  }
}
