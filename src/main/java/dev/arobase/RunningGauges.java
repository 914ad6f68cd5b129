package dev.arobase;

import dev.arobase.config.ProviderConfig;
import dev.arobase.observe.Gauges;
import dev.arobase.observe.Health;
import dev.arobase.observe.ProviderLoad;
import dev.arobase.upstream.BreakerState;
import dev.arobase.upstream.ProviderState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the metrics ask of the running gateway. */
final class RunningGauges implements Gauges {
  private final Gateway gateway;
  private final Health health;

  RunningGauges(Gateway gateway, Health health) {
    this.gateway = gateway;
    this.health = health;
  }

  @Override
  public int requestsInFlight() {
    return gateway.requestsInFlight();
  }

  @Override
  public int connectionsOpen() {
    return gateway.connections();
  }

  @Override
  public int catalogModels() {
    return gateway.snapshot().catalog().models().size();
  }

  @Override
  public boolean ready() {
    return health.isReady();
  }

  @Override
  public List<ProviderLoad> providerLoads() {
    return gateway.snapshot().config().providers().enabled().stream()
        .map(provider -> load(provider.name(), gateway.providers().of(provider)))
        .toList();
  }

  private static ProviderLoad load(String name, ProviderState state) {
    return new ProviderLoad(name, state.inUse(), state.queued());
  }

  @Override
  public Map<String, Map<String, Integer>> breakers() {
    Map<String, Map<String, Integer>> byProvider = new TreeMap<>();
    for (ProviderConfig provider : gateway.snapshot().config().providers().enabled()) {
      Map<String, Integer> counts = new TreeMap<>();
      for (BreakerState state :
          gateway.providers().breakers().notClosed(provider.name()).values()) {
        counts.merge(state.name().toLowerCase(Locale.ROOT), 1, Integer::sum);
      }
      byProvider.put(provider.name(), counts);
    }
    return byProvider;
  }
}
