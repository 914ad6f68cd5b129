package dev.arobase.config.load;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a header of the operator's may be. */
final class HeaderText {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** The connection's own business; a value from outside would break the framing. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> CREDENTIALS =
      Set.of(
          "api-key",
          "authorization",
          "cookie",
          "cookie2",
          "set-cookie",
          "x-api-key",
          "x-goog-api-key",
          "x-portkey-api-key");

  private HeaderText() {}

  /** Why a header of this (lower-case) name cannot be set for an upstream. */
  static Optional<String> nameFault(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of("\"" + KeyPath.printable(name) + "\" is no name of a header");
    }
    if (OF_THE_CONNECTION.contains(name) || name.startsWith("x-arobase-")) {
      return Optional.of("the header " + name + " is the gateway's own to send");
    }
    return Optional.empty();
  }

  /** Why a client's header of this (lower-case) name is not passed on. */
  static Optional<String> forwardFault(String name) {
    if (CREDENTIALS.contains(name)) {
      return Optional.of("the header " + name + " holds credentials and is never passed on");
    } else if (name.indexOf('*') >= 0) {
      return Optional.of("name each header; " + KeyPath.printable(name) + " would match none");
    }
    return nameFault(name);
  }

  /** What is wrong with a value, by position from 1; never its text. */
  static Optional<String> valueFault(String value) {
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '\r' || c == '\n') {
        return Optional.of("the value holds a line break at position " + (at + 1));
      } else if (c > 0xff) {
        return Optional.of("the value holds a character outside Latin-1 at position " + (at + 1));
      } else if (c != '\t' && Character.isISOControl(c)) {
        return Optional.of("the value holds a control character at position " + (at + 1));
      }
    }
    return Optional.empty();
  }
}
