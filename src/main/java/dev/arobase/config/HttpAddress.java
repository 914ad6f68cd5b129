package dev.arobase.config;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host and port of an absolute http or https address. {@link URI} knows no host with an underscore,
 * and containers are often called so.
 */
public final class HttpAddress {
  private static final Pattern NAME_AND_PORT =
      Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]*)(?::(\\d{1,5}))?");

  private HttpAddress() {}

  /** The host as it is written, IPv6 in brackets; empty when there is none. */
  public static Optional<String> host(URI address) {
    @Nullable String host = address.getHost();
    return host != null ? Optional.of(host) : part(address, 1);
  }

  /** {@code host:port} as a {@code Host} header has it: the port only where it is written. */
  public static String authority(URI address) {
    return String.valueOf(address.getRawAuthority());
  }

  /** The host as a socket wants it: an IPv6 address without brackets. */
  public static String socketHost(URI address) {
    String host = host(address).orElse("");
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port, that of the scheme when none is written. */
  public static int port(URI address) {
    int written =
        address.getHost() != null
            ? address.getPort()
            : part(address, 2).map(Integer::parseInt).orElse(-1);
    return written >= 0 ? written : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
  }

  private static Optional<String> part(URI address, int group) {
    @Nullable String authority = address.getRawAuthority();
    Matcher matcher = NAME_AND_PORT.matcher(authority == null ? "" : authority);
    return matcher.matches() ? Optional.ofNullable(matcher.group(group)) : Optional.empty();
  }
}
