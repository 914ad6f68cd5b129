package dev.arobase.ingress;

import dev.arobase.account.CostCalculator;
import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.observe.RequestRecord;
import dev.arobase.portkey.PortkeyRouting;
import dev.arobase.resolve.Resolver;
import dev.arobase.upstream.ProviderStates;
import dev.arobase.upstream.Upstreams;
import dev.arobase.wire.RequestIds;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every request handler of one event loop works with.
 *
 * @param inForce the configuration and catalog of this moment; a request keeps what it was given
 * @param records told once about every finished request
 */
public record Services(
    Vertx vertx,
    Supplier<InForce> inForce,
    Resolver resolver,
    PortkeyRouting portkey,
    RequestIds requestIds,
    Upstreams upstreams,
    ProviderStates providers,
    Supplier<CatalogSnapshot> catalog,
    CostCalculator costs,
    InFlight inFlight,
    Consumer<RequestRecord> records) {

  /** The client's request id if it is a sane one, else a new one. */
  String requestId(HttpServerRequest request) {
    return requestIds.of(Optional.ofNullable(request.getHeader("x-request-id")));
  }
}
