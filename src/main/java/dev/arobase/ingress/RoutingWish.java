package dev.arobase.ingress;

import dev.arobase.exchange.Endpoint;
import dev.arobase.resolve.ProviderChoice;
import dev.arobase.resolve.ResolveRequest;
import dev.arobase.resolve.RestrictionSources;
import dev.arobase.wire.ConversationKeys;
import dev.arobase.wire.HeaderNames;
import dev.arobase.wire.RequestScan;
import dev.arobase.wire.StringField;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/** Everything in a request that has a say in where it goes. */
final class RoutingWish {
  static final String PROVIDER_HEADER = "x-portkey-provider";

  /**
   * After the body's {@code prompt_cache_key}, before its {@code metadata.user_id} and {@code
   * user}.
   */
  private static final List<CharSequence> CONVERSATION_HEADERS =
      HeaderNames.of(
          "x-session-id", "x-session-affinity", "session-id", "x-claude-code-session-id");

  private RoutingWish() {}

  static ResolveRequest of(
      Endpoint endpoint,
      ApiPath path,
      MultiMap clientHeaders,
      RequestScan scan,
      BodyReader.Body body) {
    return new ResolveRequest(
        endpoint,
        scan.model().map(StringField::text),
        scan.models(),
        new RestrictionSources(
            path.provider(),
            header(clientHeaders, PROVIDER_HEADER),
            scan.portkeyProvider(),
            ProviderChoice.of(scan.provider(), body.bytes())),
        scan.features(),
        scan.estimatedTokens(),
        conversation(scan.conversation(), clientHeaders));
  }

  /** Whether a header names a provider, good or not. */
  static boolean namesProvider(MultiMap clientHeaders) {
    return header(clientHeaders, PROVIDER_HEADER).isPresent();
  }

  private static Optional<String> conversation(ConversationKeys keys, MultiMap clientHeaders) {
    return keys.promptCacheKey()
        .or(() -> first(clientHeaders, CONVERSATION_HEADERS))
        .or(keys::metadataUserId)
        .or(keys::user);
  }

  private static Optional<String> first(MultiMap headers, List<CharSequence> names) {
    for (CharSequence name : names) {
      Optional<String> value = header(headers, name);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> header(MultiMap headers, CharSequence name) {
    return Optional.ofNullable(headers.get(name)).filter(value -> !value.isBlank());
  }
}
