package dev.arobase.ingress;

import dev.arobase.access.ClientKeys;
import dev.arobase.catalog.view.ModelPages;
import dev.arobase.config.ServerConfig;
import dev.arobase.resolve.Snapshot;
import java.util.Set;

/** One configuration and catalog with what is derived from them. */
public record InForce(
    Snapshot snapshot, ClientKeys clientKeys, CorsPolicy cors, HostGuard hosts, ModelPages pages) {

  /**
   * Derives the rest.
   *
   * @param machineNames this machine's own names, lower case
   */
  public static InForce of(Snapshot snapshot, Set<String> machineNames) {
    ServerConfig server = snapshot.config().server();
    ClientKeys keys = ClientKeys.of(snapshot.config().auth().keys());
    return new InForce(
        snapshot,
        keys,
        CorsPolicy.of(server, keys.required()),
        HostGuard.of(server, keys.required(), machineNames),
        new ModelPages(
            snapshot.config().catalog().unknownPrice(),
            snapshot.config().defaults().priceWeights()));
  }

  /** The same configuration over another catalog. */
  public InForce with(Snapshot other) {
    return new InForce(other, clientKeys, cors, hosts, pages);
  }

  ServerConfig server() {
    return snapshot.config().server();
  }
}
