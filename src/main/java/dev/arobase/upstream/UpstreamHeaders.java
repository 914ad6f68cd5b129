package dev.arobase.upstream;

import dev.arobase.config.ProviderConfig;
import dev.arobase.exchange.Endpoint;
import dev.arobase.resolve.ClientTerms;
import dev.arobase.resolve.Target;
import dev.arobase.wire.Credential;
import dev.arobase.wire.RequestHeaders;
import dev.arobase.wire.TraceParent;
import dev.arobase.wire.UpstreamHead;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** The head of one attempt's request. */
final class UpstreamHeaders {
  /** The client's own wins over the one that its provider wants at least. */
  private static final String VERSION = "anthropic-version";

  private UpstreamHeaders() {}

  static MultiMap of(
      OutboundRequest request, Target target, Optional<UpstreamKey> key, String userAgent) {
    ProviderConfig provider = target.provider();
    Optional<Credential> credential =
        key.flatMap(
            secret ->
                provider
                    .auth()
                    .map(style -> Credential.of(style.header(), style.scheme(), secret.text())));
    ThreadLocalRandom random = ThreadLocalRandom.current();
    TraceParent trace =
        TraceParent.of(request.clientHeaders())
            .map(parent -> parent.child(random))
            .orElseGet(() -> TraceParent.root(random, false));
    UpstreamHead head =
        new UpstreamHead(
            credential,
            provider.name().equals("openrouter"),
            target.terms().filter(ClientTerms::ownKey).isPresent(),
            only(provider.headers(), VERSION::equals),
            only(provider.headers(), name -> !name.equals(VERSION)),
            target.terms().map(ClientTerms::forwardHeaders).orElse(Set.of()),
            request.stream() ? "text/event-stream, application/json" : "application/json, */*",
            Optional.of(trace),
            request.hops() + 1);
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    new RequestHeaders(userAgent, Set.copyOf(request.forwardHeaders()))
        .write(request.clientHeaders(), headers, head);
    // Careless clients call it something else (curl says "form"); what was scanned is JSON.
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    boolean json = type != null && type.toLowerCase(Locale.ROOT).contains("json");
    if (!json && request.exchange().endpoint() != Endpoint.OTHER) {
      headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
    }
    return headers;
  }

  private static Map<String, String> only(Map<String, String> headers, Predicate<String> names) {
    if (headers.isEmpty()) {
      return headers;
    }
    Map<String, String> some = new HashMap<>(headers);
    some.keySet().removeIf(name -> !names.test(name));
    return some;
  }
}
