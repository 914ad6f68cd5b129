package dev.arobase.cli;

import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.CatalogStore;
import dev.arobase.catalog.list.Refusal;
import dev.arobase.catalog.sync.CatalogFile;
import dev.arobase.catalog.sync.CatalogSync;
import dev.arobase.catalog.sync.FetchLimits;
import dev.arobase.catalog.sync.SyncDiffText;
import dev.arobase.catalog.sync.SyncListener;
import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The catalog as the gateway keeps it, for commands: read from disk, or synced once. */
public final class CatalogCommands implements CatalogSource, Syncing {
  private static final Duration READING = Duration.ofMinutes(1);
  private static final Duration SYNCING = Duration.ofMinutes(10);

  private final Function<ProviderConfig, HttpClientOptions> connections;

  /**
   * Commands that reach the providers as the gateway does.
   *
   * @param connections TLS, proxy and connect timeout
   */
  public CatalogCommands(Function<ProviderConfig, HttpClientOptions> connections) {
    this.connections = connections;
  }

  @Override
  public CatalogSnapshot stored(Config config) {
    CatalogStore store = new CatalogStore(CatalogSnapshot.EMPTY);
    return Waiting.withVertx(
        READING,
        vertx -> {
          CatalogSync sync = sync(vertx, store, config, SyncListener.NONE);
          return sync.restore(config)
              .compose(restored -> sync.close())
              .map(closed -> store.current());
        });
  }

  @Override
  public Synced sync(Config config, Optional<String> provider, Consumer<String> progress) {
    Optional<String> only = provider.map(name -> name(config, name));
    CatalogStore store = new CatalogStore(CatalogSnapshot.EMPTY);
    return Waiting.withVertx(
        SYNCING,
        vertx -> {
          CatalogSync sync = sync(vertx, store, config, new Told(progress));
          return sync.restore(config)
              .compose(restored -> sync.syncNow(only))
              .compose(
                  outcome ->
                      sync.close()
                          .map(
                              closed ->
                                  new Synced(
                                      SyncDiffText.of(outcome.difference()), outcome.complete())));
        });
  }

  private CatalogSync sync(Vertx vertx, CatalogStore store, Config config, SyncListener listener) {
    return new CatalogSync(
        vertx,
        store,
        new CatalogFile(config.catalog().file()),
        connections,
        listener,
        InstantSource.system(),
        () -> 0,
        FetchLimits.DEFAULT,
        "arobase/" + Version.number());
  }

  private static String name(Config config, String given) {
    return config
        .provider(given)
        .filter(ProviderConfig::enabled)
        .map(ProviderConfig::name)
        .orElseThrow(() -> Complaint.about("no provider '" + given + "' is on"));
  }

  /** Progress as lines. */
  private record Told(Consumer<String> progress) implements SyncListener {
    @Override
    public void started(String provider) {
      progress.accept(provider + ": reading its list");
    }

    @Override
    public void succeeded(String provider, int models) {
      progress.accept(provider + ": " + models + " models");
    }

    @Override
    public void failed(String provider, Refusal refusal) {
      progress.accept(provider + ": its list was not taken: " + refusal.detail());
    }
  }
}
