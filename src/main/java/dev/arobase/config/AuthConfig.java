package dev.arobase.config;

import java.util.List;

/**
 * Who may use the gateway.
 *
 * @param open nobody needs a key although the listener is not on loopback
 * @param keys none: nobody needs a key
 */
public record AuthConfig(boolean open, List<ClientKey> keys) {
  public AuthConfig {
    keys = List.copyOf(keys);
  }

  /** Whether a client must show a key. */
  public boolean required() {
    return !keys.isEmpty();
  }
}
