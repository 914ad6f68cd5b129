package dev.arobase.ingress;

import dev.arobase.config.ServerConfig;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps web pages from reaching an open gateway on loopback under a name of their own: a page whose
 * name resolves to 127.0.0.1 passes the browser's checks, but its {@code Host} gives it away.
 */
public final class HostGuard {
  private static final Set<String> EXEMPT_PATHS = Set.of("/health", "/livez", "/readyz");
  private static final String[] PRIVATE_SUFFIXES = {".localhost", ".local", ".internal", ".svc"};

  private final boolean active;
  private final Set<String> allowed;
  private final Set<String> machineNames;

  private HostGuard(boolean active, Set<String> allowed, Set<String> machineNames) {
    this.active = active;
    this.allowed = allowed;
    this.machineNames = machineNames;
  }

  /**
   * The guard that a configuration asks for.
   *
   * @param clientKeys whether clients must show a key: then, or when not bound to loopback, every
   *     host is welcome
   * @param machineNames this machine's own names, lower case
   */
  public static HostGuard of(ServerConfig server, boolean clientKeys, Set<String> machineNames) {
    return new HostGuard(
        server.loopback() && !clientKeys,
        Set.copyOf(server.allowedHosts()),
        Set.copyOf(machineNames));
  }

  /**
   * The refusal of a request, if it is one.
   *
   * @param host the {@code Host} header, with its port; HTTP/1.0 may have none
   */
  public Optional<Rejection> refuses(Optional<String> host, String path) {
    if (!active || host.isEmpty() || EXEMPT_PATHS.contains(path) || welcome(name(host.get()))) {
      return Optional.empty();
    }
    return Optional.of(
        Rejection.of(
            ErrorCode.HOST_NOT_ALLOWED,
            "This Host is not served by a gateway without client keys. Configure a client key, or"
                + " list the name in server.allowed_hosts."));
  }

  private boolean welcome(String name) {
    if (name.startsWith("[") || isIpv4(name) || name.indexOf('.') < 0) {
      return true;
    }
    for (String suffix : PRIVATE_SUFFIXES) {
      if (name.endsWith(suffix)) {
        return true;
      }
    }
    return allowed.contains(name) || machineNames.contains(name);
  }

  /** Lower case, without port and without the dot that ends an absolute name. */
  private static String name(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    int colon = name.lastIndexOf(':');
    if (colon > name.lastIndexOf(']')) {
      name = name.substring(0, colon);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Whether it is an IPv4 address in its usual spelling. */
  static boolean isIpv4(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (part.isEmpty()
          || part.length() > 3
          || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
      if (Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }
}
