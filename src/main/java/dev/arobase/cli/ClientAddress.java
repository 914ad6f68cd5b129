package dev.arobase.cli;

import dev.arobase.config.ServerConfig;

/** The address under which a client on this machine reaches the gateway. */
final class ClientAddress {
  private ClientAddress() {}

  /** Such as {@code http://127.0.0.1:8080}, without a slash at its end. */
  static String origin(ServerConfig server, int port) {
    String host =
        switch (server.host()) {
          case "0.0.0.0", "" -> "127.0.0.1";
          case "::", "[::]", "0:0:0:0:0:0:0:0" -> "[::1]";
          default -> server.host();
        };
    if (host.contains(":") && !host.startsWith("[")) {
      host = "[" + host + "]";
    }
    return (server.tls().isPresent() ? "https://" : "http://") + host + ":" + port;
  }
}
