package dev.arobase.support;

import java.nio.file.Path;
import java.util.Map;

/** Starts the program under test: in this JVM, or as a process of its own. */
public interface GatewayLauncher {

  /**
   * Starts it on an ephemeral port and returns once it accepts requests.
   *
   * @param routes the configuration file
   * @param environment the whole environment that the program sees for its settings and keys
   * @param dataDirectory where it may write
   * @param arguments further options of {@code serve}
   */
  RunningGateway start(
      Path routes, Map<String, String> environment, Path dataDirectory, String... arguments);
}
