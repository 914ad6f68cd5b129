package dev.arobase;

import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.CatalogStore;
import dev.arobase.catalog.sync.CatalogFile;
import dev.arobase.catalog.sync.CatalogSync;
import dev.arobase.catalog.sync.FetchLimits;
import dev.arobase.cli.Complaint;
import dev.arobase.cli.Options;
import dev.arobase.cli.Waiting;
import dev.arobase.config.Config;
import dev.arobase.config.load.ConfigLoader;
import dev.arobase.config.load.ConfigStore;
import dev.arobase.config.load.ConfigWatcher;
import dev.arobase.config.load.Diagnostic;
import dev.arobase.config.load.LoadRequest;
import dev.arobase.config.load.LoadResult;
import dev.arobase.mock.MockProvider;
import dev.arobase.observe.Health;
import dev.arobase.observe.Metrics;
import dev.arobase.observe.RequestLog;
import dev.arobase.upstream.Upstreams;
import dev.arobase.upstream.WatchedTransport;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The gateway with everything around it: configuration and its watch, the catalog's sync, the mock
 * provider, start and orderly end. Its methods wait; they are for the thread that starts and ends
 * the program, never for an event loop.
 */
public final class Program implements AutoCloseable {
  /** For steps that only this machine takes part in. */
  private static final Duration LOCAL_STEP = Duration.ofSeconds(20);

  private final Vertx vertx;
  private final Health health;
  private final MockProvider mock;
  private final Gateway gateway;
  private final CatalogSync sync;
  private final ConfigWatcher watcher;

  private Program(
      Vertx vertx,
      Health health,
      MockProvider mock,
      Gateway gateway,
      CatalogSync sync,
      ConfigWatcher watcher) {
    this.vertx = vertx;
    this.health = health;
    this.mock = mock;
    this.gateway = gateway;
    this.sync = sync;
    this.watcher = watcher;
  }

  /**
   * Starts it; returns once it accepts requests. It is ready when the first sync round has ended.
   *
   * @param configured told of the configuration in force, now and at each change
   * @throws Complaint when the configuration has mistakes or the port is taken
   */
  public static Program start(
      Options options,
      Map<String, String> environment,
      String version,
      Consumer<Config> configured) {
    Vertx vertx = Vertx.builder().withTransport(WatchedTransport.best()).build();
    try {
      MockProvider mock = Waiting.await(MockProvider.start(vertx), LOCAL_STEP);
      ConfigLoader loader = new ConfigLoader(environment);
      LoadRequest request =
          new LoadRequest(options.configFile(), options.overrides(), Optional.of(mock.baseUrl()));
      LoadResult.Loaded loaded = loaded(loader.load(request));
      configured.accept(loaded.config());
      return start(vertx, mock, loader, request, loaded, version, configured);
    } catch (RuntimeException | Error e) {
      vertx.close();
      throw e;
    }
  }

  private static Program start(
      Vertx vertx,
      MockProvider mock,
      ConfigLoader loader,
      LoadRequest request,
      LoadResult.Loaded loaded,
      String version,
      Consumer<Config> configured) {
    Config config = loaded.config();
    Health health = new Health();
    AtomicReference<Metrics> metrics = new AtomicReference<>();
    CatalogStore catalogs = new CatalogStore(CatalogSnapshot.EMPTY);
    Gateway gateway =
        new Gateway(
            vertx,
            health,
            config,
            catalogs,
            new RequestLog()::log,
            new RefusedOnWire(metrics),
            gauges -> {
              Metrics made = new Metrics(version, gauges);
              metrics.set(made);
              return made;
            },
            version);
    CatalogSync sync =
        new CatalogSync(
            vertx,
            catalogs,
            new CatalogFile(config.catalog().file()),
            Upstreams::connectionOptions,
            new SyncMetrics(metrics),
            InstantSource.system(),
            () -> ThreadLocalRandom.current().nextDouble(),
            FetchLimits.DEFAULT,
            "arobase/" + version);
    Waiting.await(sync.start(config), LOCAL_STEP);
    Waiting.await(gateway.start(Runtime.getRuntime().availableProcessors()), LOCAL_STEP);
    sync.firstRoundDone().onComplete(done -> health.ready());
    ConfigStore store = new ConfigStore(config);
    store.addListener(
        (before, after) -> {
          gateway.use(after);
          sync.reload(after);
          configured.accept(after);
        });
    ConfigWatcher watcher =
        new ConfigWatcher(loader, request, store, loaded.files(), new ReloadMetrics(metrics));
    watcher.start();
    return new Program(vertx, health, mock, gateway, sync, watcher);
  }

  private static LoadResult.Loaded loaded(LoadResult result) {
    return switch (result) {
      case LoadResult.Loaded loaded -> loaded;
      case LoadResult.Refused refused ->
          throw Complaint.about(
              refused.errors().stream().map(Diagnostic::text).collect(Collectors.joining("\n")));
    };
  }

  public Gateway gateway() {
    return gateway;
  }

  /** It is ready after this time at the latest, with or without an end of the first sync round. */
  void readyWithin(Duration time) {
    vertx.setTimer(Math.max(1, time.toMillis()), id -> health.ready());
  }

  /** Loads the configuration again, as SIGHUP asks for; the result shows in the log. */
  public void reload() {
    watcher.reloadNow();
  }

  /** Not ready at once; open requests may finish within the grace; then everything is closed. */
  @Override
  public void close() {
    Duration grace = gateway.snapshot().config().server().shutdownGrace();
    watcher.close();
    try {
      Waiting.await(gateway.drain(grace), grace.plus(LOCAL_STEP));
    } finally {
      Waiting.await(sync.close().eventually(mock::close), LOCAL_STEP);
      // Not chained to the others: their end is told on an event loop that is gone by then.
      Waiting.await(vertx.close(), LOCAL_STEP);
    }
  }
}
