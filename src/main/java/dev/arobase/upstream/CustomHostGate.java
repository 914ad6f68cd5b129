package dev.arobase.upstream;

import dev.arobase.config.CustomHosts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks up a host that a request named and checks every address it has. What comes out is the
 * address to connect to, so that no second look-up can give another one.
 */
final class CustomHostGate {
  /** Asks the resolver, and may wait for it. */
  @FunctionalInterface
  interface Lookup {
    List<InetAddress> all(String name) throws UnknownHostException;
  }

  private final Vertx vertx;
  private final CustomHosts rules;
  private final Lookup lookup;

  CustomHostGate(Vertx vertx, CustomHosts rules) {
    this(vertx, rules, name -> List.of(InetAddress.getAllByName(name)));
  }

  CustomHostGate(Vertx vertx, CustomHosts rules, Lookup lookup) {
    this.vertx = vertx;
    this.rules = rules;
    this.lookup = lookup;
  }

  /** Why nothing is sent there. Its message is for the client. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final String why;

    Refused(String why) {
      super(why, null, false, false);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  /**
   * The address to connect to.
   *
   * @param host as it stands in the URL; fails with {@link Refused} when it must not be reached
   */
  Future<SocketAddress> address(String host, int port) {
    String name = host.toLowerCase(Locale.ROOT);
    Optional<InetAddress> literal = HostLiteral.parse(name);
    if (literal.isPresent()) {
      return checked(name, port, List.of(literal.get()));
    }
    if (HostLiteral.looksNumeric(name)) {
      return Future.failedFuture(new Refused("The custom host is no address."));
    }
    // A name is absolute with a dot at its end and without: lists and resolvers know the latter.
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return vertx
        .executeBlocking(() -> checked(plain, port, lookup.all(plain)), false)
        .compose(CustomHostGate::orNothing);
  }

  private static Future<SocketAddress> orNothing(@Nullable Future<SocketAddress> checked) {
    return checked == null ? Future.failedFuture(new UnknownHostException()) : checked;
  }

  private Future<SocketAddress> checked(String host, int port, List<InetAddress> found) {
    for (InetAddress address : found) {
      Optional<String> fault = fault(host, address);
      if (fault.isPresent()) {
        return Future.failedFuture(new Refused(fault.get()));
      }
    }
    return Future.succeededFuture(
        SocketAddress.inetSocketAddress(port, found.getFirst().getHostAddress()));
  }

  private Optional<String> fault(String host, InetAddress address) {
    if (rules.allowPrivate().contains(host, address)) {
      return Optional.empty();
    }
    if (!PublicAddress.is(address)) {
      return Optional.of(
          "The custom host is not public (loopback, private, link-local, metadata or the like); the"
              + " operator may list it in portkey.custom_hosts.allow_private.");
    }
    return rules.allow().isEmpty() || rules.allow().contains(host, address)
        ? Optional.empty()
        : Optional.of("The custom host is not among those that portkey.custom_hosts.allow lists.");
  }
}
