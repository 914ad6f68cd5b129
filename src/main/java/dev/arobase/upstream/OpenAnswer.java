package dev.arobase.upstream;

import dev.arobase.relay.UpstreamBody;
import dev.arobase.resolve.Target;
import io.vertx.core.MultiMap;
import java.util.List;

/**
 * An answer that has shown content and waits to flow to the client.
 *
 * @param status the upstream's
 * @param headers the upstream's, all of them
 * @param edits what was changed in the request's body
 * @param place what it holds of the provider until the flow has ended
 * @param upstreamNanos from the start of this attempt to the upstream's head
 */
public record OpenAnswer(
    Target target,
    int status,
    MultiMap headers,
    UpstreamBody body,
    List<String> edits,
    Place place,
    long upstreamNanos) {}
