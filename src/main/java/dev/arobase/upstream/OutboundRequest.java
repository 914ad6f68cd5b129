package dev.arobase.upstream;

import dev.arobase.dialect.Dialect;
import dev.arobase.exchange.Exchange;
import dev.arobase.resolve.Target;
import dev.arobase.wire.EditedBody;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.Function;

/**
 * A client's request as it is sent on, whichever target it goes to.
 *
 * @param target what follows {@code /v1} in the client's path, with the query, as it came
 * @param clientHeaders as they came; header rules decide what of them goes on
 * @param body the client's body with the edits that a target needs
 * @param stream whether the client asked for a stream
 * @param clientRetryCount how often the client's SDK has repeated it already
 * @param hops gateways it has come through before this one
 * @param forwardHeaders further client headers that the operator passes on
 */
public record OutboundRequest(
    Exchange exchange,
    HttpMethod method,
    String target,
    MultiMap clientHeaders,
    Function<Target, EditedBody> body,
    boolean stream,
    RequestKind kind,
    Dialect dialect,
    int clientRetryCount,
    int hops,
    List<String> forwardHeaders) {}
