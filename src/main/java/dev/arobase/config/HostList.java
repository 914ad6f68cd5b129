package dev.arobase.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Hosts and networks that an operator lists.
 *
 * @param names in lower case; one that begins with {@code *.} stands for every name below it
 */
public record HostList(Set<String> names, List<Network> networks) {
  public static final HostList NONE = new HostList(Set.of(), List.of());

  public HostList {
    names = Set.copyOf(names);
    networks = List.copyOf(networks);
  }

  /**
   * Every address that shares its first bits with this one.
   *
   * @param prefix those bits as a number
   * @param length how many they are
   * @param width bits of a whole address: 32 or 128
   */
  public record Network(BigInteger prefix, int length, int width) {

    /** An address, or an address, a slash and the number of bits; empty if it is neither. */
    static Optional<Network> parse(String text) {
      int slash = text.indexOf('/');
      try {
        byte[] address =
            InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int width = address.length * 8;
        int length = slash < 0 ? width : Integer.parseInt(text.substring(slash + 1));
        return length < 0 || length > width
            ? Optional.empty()
            : Optional.of(
                new Network(new BigInteger(1, address).shiftRight(width - length), length, width));
      } catch (IllegalArgumentException neither) {
        return Optional.empty();
      }
    }

    boolean contains(InetAddress address) {
      byte[] bytes = address.getAddress();
      return bytes.length * 8 == width
          && new BigInteger(1, bytes).shiftRight(width - length).equals(prefix);
    }
  }

  /** Of texts that {@link #isEntry} accepts. */
  public static HostList of(List<String> entries) {
    Set<String> names = new HashSet<>();
    List<Network> networks =
        entries.stream()
            .flatMap(
                entry -> {
                  Optional<Network> network = Network.parse(entry.strip());
                  if (network.isEmpty()) {
                    names.add(entry.strip().toLowerCase(Locale.ROOT));
                  }
                  return network.stream();
                })
            .toList();
    return new HostList(names, networks);
  }

  /** Whether this is a name, an address or a network, without a port. */
  public static boolean isEntry(String text) {
    String entry = text.strip();
    return Network.parse(entry).isPresent()
        || (!entry.isEmpty()
            && entry
                .chars()
                .allMatch(
                    c ->
                        Character.isLetterOrDigit(c)
                            || c == '.'
                            || c == '-'
                            || c == '_'
                            || c == '*'));
  }

  public boolean isEmpty() {
    return names.isEmpty() && networks.isEmpty();
  }

  /**
   * Whether the list has the host or its address.
   *
   * @param host the name that led to the address, in lower case
   */
  public boolean contains(String host, InetAddress address) {
    if (names.contains(host) || networks.stream().anyMatch(one -> one.contains(address))) {
      return true;
    }
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      if (names.contains("*" + host.substring(dot))) {
        return true;
      }
    }
    return false;
  }
}
