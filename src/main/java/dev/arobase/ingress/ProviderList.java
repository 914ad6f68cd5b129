package dev.arobase.ingress;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.SyncState;
import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import dev.arobase.resolve.SpeedView;
import dev.arobase.upstream.BreakerState;
import dev.arobase.upstream.ProviderState;
import dev.arobase.upstream.ProviderStates;
import dev.arobase.wire.NullableFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * {@code /v1/providers}: who is on, who is not and why, and how they are. No address and no key of
 * any of them.
 */
final class ProviderList {
  private static final JsonFactory JSON = new JsonFactory();

  private ProviderList() {}

  static byte[] json(Config config, CatalogSnapshot catalog, ProviderStates states) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("object", "list");
      json.writeArrayFieldStart("data");
      for (ProviderConfig provider : config.providers()) {
        write(json, provider, Optional.ofNullable(catalog.states().get(provider.name())), states);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory failed", e);
    }
    return out.toByteArray();
  }

  private static void write(
      JsonGenerator json, ProviderConfig provider, Optional<SyncState> sync, ProviderStates states)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", provider.name());
    json.writeBooleanField("enabled", provider.enabled());
    NullableFields.text(json, "disabled_reason", provider.disabledReason());
    json.writeNumberField("models", sync.map(SyncState::models).orElse(0));
    json.writeNumberField("quarantined", sync.map(SyncState::quarantined).orElse(0));
    NullableFields.text(
        json, "last_sync", sync.flatMap(SyncState::lastSuccess).map(Instant::toString));
    NullableFields.text(
        json, "stale_since", sync.flatMap(SyncState::staleSince).map(Instant::toString));
    NullableFields.text(json, "last_sync_failure", sync.flatMap(SyncState::lastFailure));
    if (provider.enabled()) {
      health(json, provider, states);
    }
    json.writeEndObject();
  }

  private static void health(JsonGenerator json, ProviderConfig provider, ProviderStates states)
      throws IOException {
    ProviderState state = states.of(provider);
    Map<String, BreakerState> notClosed = states.breakers().notClosed(provider.name());
    json.writeStringField("breaker", worst(notClosed));
    json.writeObjectFieldStart("breakers");
    for (Map.Entry<String, BreakerState> breaker : notClosed.entrySet()) {
      json.writeStringField(breaker.getKey(), word(breaker.getValue()));
    }
    json.writeEndObject();
    json.writeObjectFieldStart("speeds");
    for (Map.Entry<String, SpeedView.Seen> speed :
        states.speeds().seen(provider.name()).entrySet()) {
      json.writeObjectFieldStart(speed.getKey());
      NullableFields.number(json, "first_token_ms", speed.getValue().firstTokenMillis());
      NullableFields.number(json, "tokens_per_second", speed.getValue().tokensPerSecond());
      NullableFields.number(json, "error_share", OptionalDouble.of(speed.getValue().errorShare()));
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeNumberField("in_flight", state.inUse());
    json.writeNumberField("queued", state.queued());
    json.writeNumberField("keys", provider.keys().size());
    json.writeNumberField("keys_resting", state.restingKeys());
  }

  /** The state furthest from closed among a provider's models. */
  private static String worst(Map<String, BreakerState> notClosed) {
    if (notClosed.isEmpty()) {
      return word(BreakerState.CLOSED);
    }
    return notClosed.containsValue(BreakerState.OPEN)
        ? word(BreakerState.OPEN)
        : word(notClosed.values().iterator().next());
  }

  private static String word(BreakerState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
