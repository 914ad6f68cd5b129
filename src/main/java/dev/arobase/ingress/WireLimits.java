package dev.arobase.ingress;

import dev.arobase.config.ServerConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * What one client connection may take. An empty duration is no deadline.
 *
 * @param maxHead bytes of a request line and its headers together
 * @param headDeadline for a whole request head: from the connection's start, for later requests
 *     from their first byte
 * @param bodyDeadline without progress in a request body
 * @param idleDeadline between two requests
 * @param writeDeadline without progress of a client that does not read
 * @param maxConnections open at once, over all event loops
 */
public record WireLimits(
    int maxHead,
    Optional<Duration> headDeadline,
    Optional<Duration> bodyDeadline,
    Optional<Duration> idleDeadline,
    Optional<Duration> writeDeadline,
    int maxConnections) {

  public static WireLimits of(ServerConfig server) {
    return new WireLimits(
        server.maxHeader(),
        server.headerTimeout(),
        server.bodyTimeout(),
        server.idleTimeout(),
        server.writeTimeout(),
        server.maxConnections());
  }
}
