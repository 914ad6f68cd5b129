package dev.arobase.config.load;

import dev.arobase.config.Config;
import dev.arobase.config.ListenAddress;
import dev.arobase.config.ServerConfig;
import dev.arobase.config.ServerTls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys that only a restart takes: where the program listens. */
final class RestartKeys {
  private RestartKeys() {}

  /** Those that differ. */
  static List<String> changed(Config before, Config after) {
    List<String> keys = new ArrayList<>();
    if (!before.server().host().equals(after.server().host())) {
      keys.add("server.host");
    }
    if (before.server().port() != after.server().port()) {
      keys.add("server.port");
    }
    if (before.server().tls().isPresent() != after.server().tls().isPresent()) {
      keys.add("server.tls");
    }
    Optional<ListenAddress> metricsBefore = before.metrics().listener();
    Optional<ListenAddress> metricsAfter = after.metrics().listener();
    if (!metricsBefore.map(ListenAddress::port).equals(metricsAfter.map(ListenAddress::port))) {
      keys.add("metrics.port");
    }
    if (metricsBefore.isPresent()
        && metricsAfter.isPresent()
        && !metricsBefore.get().host().equals(metricsAfter.get().host())) {
      keys.add("metrics.host");
    }
    return keys;
  }

  /**
   * The new configuration with the old one's values of these keys: they describe the listener that
   * runs, and the rules for an open gateway depend on it.
   */
  static Config kept(Config before, Config after) {
    ServerConfig old = before.server();
    ServerConfig server = after.server();
    Optional<ServerTls> tls =
        old.tls().isPresent() == server.tls().isPresent() ? server.tls() : old.tls();
    return new Config(
        after.file(),
        after.dataDirectory(),
        new ServerConfig(
            old.host(),
            old.port(),
            tls,
            server.allowedOrigins(),
            server.allowedHosts(),
            server.maxBody(),
            server.maxHeader(),
            server.headerTimeout(),
            server.bodyTimeout(),
            server.idleTimeout(),
            server.writeTimeout(),
            server.maxConnections(),
            server.maxRequests(),
            server.keepalive(),
            server.shutdownGrace()),
        before.metrics(),
        after.log(),
        after.auth(),
        after.proxy(),
        after.forwardHeaders(),
        after.defaults(),
        after.providers(),
        after.defaultProvider(),
        after.defaultModel(),
        after.catalog(),
        after.routes(),
        after.customHosts());
  }
}
