package dev.arobase;

import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.Secret;
import dev.arobase.wire.Masking;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Takes every key that was ever configured out of a log's messages: an old one may still be in use
 * somewhere.
 */
final class LogMask {
  /** A header that the operator set may be a key; one shorter than this is more likely a word. */
  private static final int SECRET_HEADER_LENGTH = 16;

  private final Set<String> secrets = new LinkedHashSet<>();

  /** The mask that holds from now on. */
  synchronized UnaryOperator<String> with(Config config) {
    for (ProviderConfig provider : config.providers().all()) {
      provider.keys().stream().map(Secret::reveal).forEach(secrets::add);
      provider.headers().values().stream()
          .filter(value -> value.length() >= SECRET_HEADER_LENGTH)
          .forEach(secrets::add);
    }
    return new Masking(List.copyOf(secrets))::maskKeys;
  }
}
