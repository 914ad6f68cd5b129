package dev.arobase.catalog.sync;

import java.time.Duration;

/**
 * How much is spent on one list.
 *
 * @param bytes of one page, after decompression
 * @param idle without a byte, from the request on
 * @param total for all pages
 * @param pages at most
 */
public record FetchLimits(long bytes, Duration idle, Duration total, int pages) {

  public static final FetchLimits DEFAULT =
      new FetchLimits(64L << 20, Duration.ofSeconds(20), Duration.ofSeconds(120), 100);
}
