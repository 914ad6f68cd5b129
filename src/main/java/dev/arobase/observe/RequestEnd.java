package dev.arobase.observe;

import java.util.Locale;

/** How a request ended, as the client saw it. */
public enum RequestEnd {
  /** The answer went out whole. */
  COMPLETE,
  /** An error answer of the gateway or relayed from the upstream. */
  REFUSED,
  /** The client left. */
  CLIENT_GONE,
  /** The client stopped reading and was cut. */
  CLIENT_STALLED,
  /** The upstream broke off after the first token. */
  UPSTREAM_BROKE,
  /** The upstream stopped sending after the first token. */
  UPSTREAM_STALLED;

  /** As it stands in the log line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
