package dev.arobase.upstream;

import dev.arobase.config.CustomHosts;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.ProxyConfig;
import dev.arobase.resolve.ClientTerms;
import dev.arobase.resolve.Target;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The providers as one event loop sees them: a client of its own for each, and the state that all
 * loops share.
 *
 * <p>A changed configuration brings new clients as they are asked for; the old ones finish what
 * they have begun.
 */
public final class Upstreams {
  private final Vertx vertx;
  private final ProviderStates states;
  private final String userAgent;
  private final Map<String, Entry> clients = new HashMap<>();
  private final Map<Guest, ProviderClient> guests = new LinkedHashMap<>(16, 0.75f, true);

  /** Clients of hosts that requests named; beyond it the one not used for longest goes. */
  private static final int MOST_GUESTS = 32;

  private record Guest(URI baseUrl, CustomHosts rules, ProxyConfig proxy, Duration connect) {}

  private record Entry(ProviderConfig provider, ProviderClient client) {}

  /**
   * @param userAgent what upstreams are told
   */
  public Upstreams(Vertx vertx, ProviderStates states, String userAgent) {
    this.userAgent = userAgent;
    this.vertx = vertx;
    this.states = states;
  }

  @SuppressWarnings(
      "ReferenceEquality") // Asked with every attempt: the same configuration is the same object.
  ProviderClient client(ProviderConfig provider) {
    @Nullable Entry entry = clients.get(provider.name());
    if (entry != null && entry.provider() == provider) {
      return entry.client();
    }
    if (entry == null || !sameTransport(entry.provider(), provider)) {
      if (entry != null) {
        entry.client().retire();
      }
      entry = new Entry(provider, new ProviderClient(vertx, provider));
    } else {
      entry = new Entry(provider, entry.client());
    }
    clients.put(provider.name(), entry);
    return entry.client();
  }

  /** The client for a target: the provider's, or that of the host which the request named. */
  ProviderClient client(Target target) {
    Optional<CustomHosts> rules = target.terms().flatMap(ClientTerms::ownHost);
    return rules.isPresent() ? guest(target.provider(), rules.get()) : client(target.provider());
  }

  private ProviderClient guest(ProviderConfig provider, CustomHosts rules) {
    Guest guest =
        new Guest(provider.baseUrl(), rules, provider.proxy(), provider.timeouts().connect());
    @Nullable ProviderClient known = guests.get(guest);
    if (known != null) {
      return known;
    }
    if (guests.size() >= MOST_GUESTS) {
      Iterator<ProviderClient> oldest = guests.values().iterator();
      oldest.next().retire();
      oldest.remove();
    }
    ProviderClient client =
        new ProviderClient(vertx, provider, Optional.of(new CustomHostGate(vertx, rules)));
    guests.put(guest, client);
    return client;
  }

  ProviderState state(ProviderConfig provider) {
    return states.of(provider);
  }

  /**
   * A state of its own for a request with a key or host of the client's: nobody else learns of it.
   */
  ProviderState ownState(ProviderConfig provider) {
    return states.own(provider);
  }

  /** How to connect to a provider, for those who read its list. */
  public static HttpClientOptions connectionOptions(ProviderConfig provider) {
    return ProviderClient.options(provider);
  }

  String userAgent() {
    return userAgent;
  }

  private static boolean sameTransport(ProviderConfig one, ProviderConfig other) {
    return one.baseUrl().equals(other.baseUrl())
        && one.tls().equals(other.tls())
        && one.proxy().equals(other.proxy())
        && one.maxConcurrent() == other.maxConcurrent()
        && one.http2() == other.http2()
        && one.timeouts().connect().equals(other.timeouts().connect());
  }

  /** Ends every connection. */
  public void close() {
    clients.values().forEach(entry -> entry.client().retire());
    clients.clear();
    guests.values().forEach(ProviderClient::retire);
    guests.clear();
  }
}
