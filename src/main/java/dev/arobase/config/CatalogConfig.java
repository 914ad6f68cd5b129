package dev.arobase.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the catalog comes from and where it is kept.
 *
 * @param sync how often lists are read; empty for never
 * @param file the last good catalog, absolute
 * @param unknownPrice what {@code /v1/models} shows for a price nobody knows: {@code -1} or {@code
 *     0}
 */
public record CatalogConfig(
    Optional<Duration> sync,
    CanonicalSource canonical,
    Path file,
    String unknownPrice,
    List<PriceSheet> priceSheets) {

  public CatalogConfig {
    priceSheets = List.copyOf(priceSheets);
  }
}
