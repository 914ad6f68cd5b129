package dev.arobase.cli;

import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.config.Config;

/** Reads the catalog of a configuration without asking any provider. */
@FunctionalInterface
public interface CatalogSource {
  /** The stored catalog with what the configuration lists itself. */
  CatalogSnapshot stored(Config config);
}
