package dev.arobase.portkey;

import dev.arobase.access.ProviderKeyChoice;
import dev.arobase.resolve.ResolveRequest;
import dev.arobase.resolve.Snapshot;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * All of a request that has a say in its plan.
 *
 * @param wish what it says of where it goes outside of Portkey's headers
 * @param brought the provider key in it, if any
 * @param client whose client key it showed; empty when the gateway is open
 * @param path of the request, for conditions
 * @param body its body, likewise: what is left to read of an array
 */
public record PortkeyRequest(
    PortkeyHeaders headers,
    ResolveRequest wish,
    Snapshot snapshot,
    ProviderKeyChoice brought,
    Optional<String> client,
    String path,
    ByteBuffer body) {}
