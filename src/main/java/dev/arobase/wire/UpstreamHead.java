package dev.arobase.wire;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What decides about the headers of one upstream request.
 *
 * @param credential the key; absent for a provider without one
 * @param openRouter whether it goes to OpenRouter
 * @param clientBroughtKey whether the key is the client's own
 * @param defaults headers of the provider's kind, where the client sent none of that name ({@code
 *     anthropic-version})
 * @param configured headers that the operator set for the provider; they win over the client's
 * @param clientForward names, in any case, that the client itself asked to pass on
 * @param accept as the endpoint and {@code stream} ask for it
 * @param traceParent of the request to the upstream
 * @param hops gateways passed so far, this one included
 */
public record UpstreamHead(
    Optional<Credential> credential,
    boolean openRouter,
    boolean clientBroughtKey,
    Map<String, String> defaults,
    Map<String, String> configured,
    Set<String> clientForward,
    String accept,
    Optional<TraceParent> traceParent,
    int hops) {

  public UpstreamHead {
    defaults = Map.copyOf(defaults);
    configured = Map.copyOf(configured);
    clientForward = Set.copyOf(clientForward);
  }
}
