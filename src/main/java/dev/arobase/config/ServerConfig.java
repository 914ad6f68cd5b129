package dev.arobase.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The listener and the bounds of what clients may do. A duration that is empty is off.
 *
 * @param allowedOrigins empty when the file says nothing: {@code *} with client keys, loopback
 *     pages without
 * @param allowedHosts further {@code Host} names of an open gateway on loopback, lower case
 * @param maxBody bytes of a request body that is buffered
 * @param maxHeader bytes of a request's head
 * @param headerTimeout for a whole request head
 * @param bodyTimeout without progress in a request body
 * @param idleTimeout between the requests of a connection
 * @param writeTimeout for a client that does not read
 * @param maxConnections open at once
 * @param maxRequests in flight at once
 * @param keepalive how long a stream's head may wait for the first content token
 * @param shutdownGrace how long requests in flight may take to end
 */
public record ServerConfig(
    String host,
    int port,
    Optional<ServerTls> tls,
    Optional<List<String>> allowedOrigins,
    List<String> allowedHosts,
    long maxBody,
    int maxHeader,
    Optional<Duration> headerTimeout,
    Optional<Duration> bodyTimeout,
    Optional<Duration> idleTimeout,
    Optional<Duration> writeTimeout,
    int maxConnections,
    int maxRequests,
    Optional<Duration> keepalive,
    Duration shutdownGrace) {

  public ServerConfig {
    allowedOrigins = allowedOrigins.map(List::copyOf);
    allowedHosts = List.copyOf(allowedHosts);
  }

  /** Whether only this machine can reach the listener. */
  public boolean loopback() {
    return Loopback.is(host);
  }
}
