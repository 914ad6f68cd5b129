package dev.arobase.ingress;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** Gateways that send to each other in a circle would do so for ever: each hop is counted. */
final class Hops {
  static final String HEADER = "x-arobase-hops";

  /** A request that has come through this many gateways is refused. */
  static final int MOST = 5;

  static final String MESSAGE =
      "This request has passed %d gateways: a provider's base_url leads back here".formatted(MOST);

  private Hops() {}

  /** How many gateways a request has come through; what is no number counts as none. */
  static int of(MultiMap clientHeaders) {
    @Nullable String value = clientHeaders.get(HEADER);
    if (value == null || value.isEmpty() || value.length() > 4) {
      return value == null || value.isEmpty() ? 0 : MOST;
    }
    try {
      return Math.max(0, Integer.parseInt(value.strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
