package dev.arobase.ingress;

import java.net.UnknownHostException;
import java.util.Locale;

/** That a server could not be bound to its address, in words for who started it. */
final class CannotListen extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotListen(String host, int port, Throwable cause) {
    super(
        "cannot listen on "
            + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host)
            + ":"
            + port
            + ": "
            + reason(cause),
        cause);
  }

  /** The network layer's own words differ by platform, and some of them are function calls. */
  private static String reason(Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    String lower = said.toLowerCase(Locale.ROOT);
    if (cause instanceof UnknownHostException || lower.contains("resolve")) {
      return "the name cannot be resolved";
    } else if (lower.contains("already in use")) {
      return "the port is in use";
    } else if (lower.contains("cannot assign") || lower.contains("can't assign")) {
      return "this machine has no such address";
    } else if (lower.contains("permission denied")) {
      return "this user may not take that port";
    }
    return said;
  }
}
