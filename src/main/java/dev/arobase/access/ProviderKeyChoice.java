package dev.arobase.access;

import java.util.Optional;

/**
 * Whether the request carries a provider key of the client's own. Only the Portkey forms ({@code
 * x-portkey-provider} or {@code x-portkey-config}) can: in every other form SDKs send some
 * placeholder, which is ignored.
 */
public sealed interface ProviderKeyChoice {

  /** The operator's configured keys and nothing else. */
  record ConfiguredOnly() implements ProviderKeyChoice {}

  /** A key of the client's, for providers and custom hosts that have no configured key. */
  record Brought(BroughtKey key) implements ProviderKeyChoice {}

  /**
   * The client's key, where it is to be used.
   *
   * @param hasConfiguredKey whether the operator configured a key for that provider: it wins, since
   *     clients send placeholders
   */
  default Optional<BroughtKey> forProvider(boolean hasConfiguredKey) {
    return this instanceof Brought brought && !hasConfiguredKey
        ? Optional.of(brought.key())
        : Optional.empty();
  }
}
