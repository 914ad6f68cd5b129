package dev.arobase.resolve;

import dev.arobase.catalog.Catalog;
import dev.arobase.config.Config;

/**
 * What a request is resolved against; it keeps the one it began with.
 *
 * @param routes of {@code config}, indexed
 */
public record Snapshot(Config config, RouteTable routes, Catalog catalog) {

  /** Indexes the routes; for each change of the configuration, not for each request. */
  public static Snapshot of(Config config, Catalog catalog) {
    return new Snapshot(config, RouteTable.of(config.routes().values()), catalog);
  }

  /** The same configuration over another catalog. */
  public Snapshot with(Catalog catalog) {
    return new Snapshot(config, routes, catalog);
  }
}
