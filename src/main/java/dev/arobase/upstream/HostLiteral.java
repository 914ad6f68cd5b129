package dev.arobase.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Addresses in every spelling that some resolver takes for one. */
final class HostLiteral {
  private static final int PARTS = 4;
  private static final long ALL = 1L << 32;

  private HostLiteral() {}

  /**
   * The address that the host of a URL is; empty for a name.
   *
   * @param host in lower case; IPv6 in brackets or without, IPv4 also in fewer parts, octal or
   *     hexadecimal
   */
  static Optional<InetAddress> parse(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    if (bare.indexOf(':') >= 0) {
      int zone = bare.indexOf('%');
      return literal(zone < 0 ? bare : bare.substring(0, zone));
    }
    return looksNumeric(bare) ? ipv4(bare) : Optional.empty();
  }

  /** Whether its last part is a number: no name ends so. */
  static boolean looksNumeric(String host) {
    String text = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String last = text.substring(text.lastIndexOf('.') + 1);
    return number(last) >= 0
        || (!last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9'));
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /** As inet_aton reads it: one to four numbers, the last fills what the others leave. */
  private static Optional<InetAddress> ipv4(String host) {
    String text = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String[] parts = text.split("\\.", -1);
    if (parts.length > PARTS) {
      return Optional.empty();
    }
    long value = 0;
    for (int i = 0; i < parts.length; i++) {
      long number = number(parts[i]);
      boolean last = i == parts.length - 1;
      long limit = last ? ALL >> (8 * i) : 256;
      if (number < 0 || number >= limit) {
        return Optional.empty();
      }
      value += last ? number : number << (8 * (PARTS - 1 - i));
    }
    try {
      return Optional.of(
          InetAddress.getByAddress(
              new byte[] {
                (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
              }));
    } catch (UnknownHostException wrongLength) {
      throw new IllegalStateException("four bytes are an address", wrongLength);
    }
  }

  /** Decimal, octal with a leading 0, or hexadecimal with 0x; -1 for anything else. */
  private static long number(String text) {
    try {
      if (text.isEmpty() || text.length() > 16 || !Character.isDigit(text.charAt(0))) {
        return -1;
      }
      if (text.startsWith("0x")) {
        return text.length() == 2 ? 0 : Long.parseLong(text, 2, text.length(), 16);
      }
      return text.length() > 1 && text.charAt(0) == '0'
          ? Long.parseLong(text, 8)
          : Long.parseLong(text);
    } catch (NumberFormatException none) {
      return -1;
    }
  }
}
