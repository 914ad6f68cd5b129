package dev.arobase.observe;

import java.util.List;
import java.util.Map;

/** What other parts know about the moment; asked when metrics are read, from any thread. */
public interface Gauges {

  /** Requests being worked on. */
  int requestsInFlight();

  /** Client connections that are open. */
  int connectionsOpen();

  /** Models in the catalog. */
  int catalogModels();

  /** Whether {@code /readyz} says yes. */
  boolean ready();

  /** What an enabled provider has to do. */
  List<ProviderLoad> providerLoads();

  /** Number of circuit breakers by provider and state ({@code closed}, {@code open}, …). */
  Map<String, Map<String, Integer>> breakers();
}
