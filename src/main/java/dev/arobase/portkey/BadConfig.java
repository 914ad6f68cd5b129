package dev.arobase.portkey;

import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;

/** A mistake of the client's, with its place. Never leaves this package. */
final class BadConfig extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final Rejection rejection;

  /**
   * @param path such as {@code config.targets[1].weight}, or a header's name
   */
  BadConfig(String path, String message) {
    this(
        Rejection.of(
            ErrorCode.BAD_REQUEST,
            path + " " + message + ".",
            path.startsWith(ConfigReader.ROOT) ? PortkeyHeaders.CONFIG : path));
  }

  BadConfig(Rejection rejection) {
    super(rejection.message(), null, false, false);
    this.rejection = rejection;
  }

  Rejection rejection() {
    return rejection;
  }
}
