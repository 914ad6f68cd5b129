package dev.arobase.ingress;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** How often a client's SDK says that it has repeated a request already. */
final class ClientRetries {
  private ClientRetries() {}

  static int of(MultiMap clientHeaders) {
    @Nullable String value = clientHeaders.get("x-stainless-retry-count");
    if (value == null) {
      return 0;
    }
    try {
      return Math.max(0, Integer.parseInt(value.strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
