package dev.arobase.cli;

import dev.arobase.config.ProviderConfig;
import java.time.Duration;
import java.util.OptionalInt;

/** Makes one free call to a provider. */
@FunctionalInterface
public interface Probing {
  /**
   * Waits for the answer, at most for the provider's own limits.
   *
   * @param path below the base URL; only GET is used, so that nothing is billed
   * @param withKey whether the provider's key goes along
   */
  Probe probe(ProviderConfig provider, String path, boolean withKey);

  /**
   * How far a call came.
   *
   * @param stage the last thing that was tried
   * @param status the answer's, if there was one
   * @param detail what went wrong, in words without a secret or an address; empty when nothing did
   * @param took until the answer or the failure
   */
  record Probe(Stage stage, OptionalInt status, String detail, Duration took) {}

  /** What a call consists of, in order. */
  enum Stage {
    DNS,
    CONNECT,
    TLS,
    HTTP
  }
}
