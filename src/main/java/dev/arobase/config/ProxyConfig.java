package dev.arobase.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Outbound proxies, by the scheme of the address that is asked for.
 *
 * @param noProxy hosts that are reached directly: a name (with everything below it), an address, a
 *     {@code host:port}, or {@code *}
 */
public record ProxyConfig(
    Optional<ProxyEndpoint> http, Optional<ProxyEndpoint> https, List<String> noProxy) {

  public static final ProxyConfig NONE =
      new ProxyConfig(Optional.empty(), Optional.empty(), List.of());

  public ProxyConfig {
    noProxy = List.copyOf(noProxy);
  }

  /** The proxy on the way to this address, if there is one. */
  public Optional<ProxyEndpoint> towards(URI address) {
    boolean secure = "https".equalsIgnoreCase(address.getScheme());
    Optional<ProxyEndpoint> proxy = secure ? https : http;
    if (proxy.isEmpty()) {
      return proxy;
    }
    Optional<String> host = HttpAddress.host(address);
    if (host.isEmpty()) {
      return Optional.empty();
    }
    int port = HttpAddress.port(address);
    String name = host.get().toLowerCase(Locale.ROOT);
    boolean direct =
        Loopback.is(name) || noProxy.stream().anyMatch(rule -> covers(rule, name, port));
    return direct ? Optional.empty() : proxy;
  }

  private static boolean covers(String rule, String host, int port) {
    String pattern = rule.toLowerCase(Locale.ROOT);
    if (pattern.equals("*")) {
      return true;
    }
    int colon = pattern.lastIndexOf(':');
    if (colon > 0 && pattern.indexOf(':') == colon) {
      if (!pattern.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      pattern = pattern.substring(0, colon);
    }
    if (pattern.startsWith("*.")) {
      pattern = pattern.substring(1);
    }
    String below = pattern.startsWith(".") ? pattern : "." + pattern;
    return host.equals(pattern) || host.endsWith(below) || ("." + host).equals(below);
  }
}
