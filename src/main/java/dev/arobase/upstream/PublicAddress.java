package dev.arobase.upstream;

import dev.arobase.config.HostList;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Whether an address belongs to a host of the public internet. */
final class PublicAddress {
  /**
   * IANA's special-purpose registries, multicast and reserved ranges; the clouds' metadata
   * addresses are within them.
   */
  private static final HostList SPECIAL =
      HostList.of(
          List.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "168.63.129.16/32"));

  /** All else of IPv6 is not assigned, local or multicast. */
  private static final HostList GLOBAL = HostList.of(List.of("2000::/3", "64:ff9b::/96"));

  private static final HostList NOT_GLOBAL =
      HostList.of(List.of("2001::/23", "2001:db8::/32", "3fff::/20"));

  /** Prefixes whose last four bytes are an IPv4 address. */
  private static final HostList TRANSLATED = HostList.of(List.of("64:ff9b::/96"));

  private static final HostList SIX_TO_FOUR = HostList.of(List.of("2002::/16"));

  private PublicAddress() {}

  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return !SPECIAL.contains("", address);
    }
    if (SIX_TO_FOUR.contains("", address)) {
      return is(ipv4(bytes, 2));
    }
    if (TRANSLATED.contains("", address)) {
      return is(ipv4(bytes, 12));
    }
    return GLOBAL.contains("", address) && !NOT_GLOBAL.contains("", address);
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException wrongLength) {
      throw new IllegalStateException("four bytes are an address", wrongLength);
    }
  }
}
