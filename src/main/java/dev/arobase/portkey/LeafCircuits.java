package dev.arobase.portkey;

import dev.arobase.access.BroughtKey;
import dev.arobase.config.SecretDigest;
import dev.arobase.resolve.ClientCircuit;
import java.util.Optional;

/** The circuits of one request's configuration. */
final class LeafCircuits {
  private final Circuits circuits;
  private final String alike;
  private Optional<SecretDigest> digest = Optional.empty();

  /**
   * What makes requests alike is more than their configuration: nobody opens a circuit of somebody
   * else's by a key of their own.
   *
   * @param configuration its text; empty without one, and then there are no circuits
   */
  LeafCircuits(
      Circuits circuits, PortkeyRequest request, String configuration, Optional<BroughtKey> key) {
    this.circuits = circuits;
    this.alike =
        String.join(
            "\n",
            configuration,
            request.headers().provider().orElse(""),
            request.headers().customHost().orElse(""),
            request.client().orElse(""),
            key.map(BroughtKey::reveal).orElse(""));
  }

  boolean isOpen(Node node) {
    return switch (node) {
      case Node.Leaf leaf ->
          leaf.circuit().filter(rules -> circuits.isOpen(id(leaf), rules)).isPresent();
      case Node.Group group -> group.targets().stream().allMatch(this::isOpen);
    };
  }

  ClientCircuit of(Node.Leaf leaf) {
    return leaf.circuit().map(rules -> circuits.of(id(leaf), rules)).orElse(ClientCircuit.NONE);
  }

  private Circuits.Id id(Node.Leaf leaf) {
    SecretDigest known = digest.orElseGet(() -> SecretDigest.of(alike));
    digest = Optional.of(known);
    return new Circuits.Id(known, leaf.path());
  }
}
