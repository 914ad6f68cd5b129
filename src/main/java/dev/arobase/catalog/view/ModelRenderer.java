package dev.arobase.catalog.view;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.arobase.catalog.Model;
import dev.arobase.catalog.Offering;
import dev.arobase.catalog.Price;
import dev.arobase.catalog.PriceTier;
import dev.arobase.catalog.Pricing;
import dev.arobase.catalog.SyncState;
import dev.arobase.wire.NullableFields;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes one entry. LibreChat drops the whole list over one entry with a numeric price or a null
 * context, so at the entry itself both are always there; what nobody knows is {@code 0} as a
 * context and the configured stand-in as a price.
 */
final class ModelRenderer {

  private final String unknownPrice;
  private final Map<String, SyncState> states;

  /**
   * A renderer for one snapshot.
   *
   * @param unknownPrice {@code -1} or {@code 0}
   */
  ModelRenderer(String unknownPrice, Map<String, SyncState> states) {
    this.unknownPrice = unknownPrice;
    this.states = states;
  }

  void write(JsonGenerator json, Entry entry) throws IOException {
    Offering description = entry.description();
    json.writeStartObject();
    json.writeStringField("id", entry.id());
    json.writeStringField("object", "model");
    json.writeNumberField("created", entry.created());
    json.writeStringField("owned_by", owner(entry));
    json.writeStringField("name", description.name());
    json.writeNumberField("context_length", entry.contextLength().orElse(0));
    number(json, "max_output_tokens", description.maxOutput());
    json.writeFieldName("pricing");
    pricing(json, entry.pricing(), Optional.of(unknownPrice));
    json.writeStringField(
        "canonical_slug",
        entry.model().description().canonicalSlug().orElseGet(() -> entry.model().id()));
    Optional<String> huggingFaceId =
        entry.model().description().huggingFaceId().or(description::huggingFaceId);
    if (huggingFaceId.isPresent()) {
      json.writeStringField("hugging_face_id", huggingFaceId.get());
    }
    json.writeStringField("type", entry.type().name().toLowerCase(Locale.ROOT));
    json.writeObjectFieldStart("architecture");
    texts(json, "input_modalities", description.inputModalities());
    texts(json, "output_modalities", description.outputModalities());
    json.writeEndObject();
    texts(json, "supported_parameters", entry.supportedParameters());
    json.writeArrayFieldStart("providers");
    for (Offering offering : entry.offerings()) {
      offering(json, offering);
    }
    json.writeEndArray();
    if (isSingle(entry) && entry.pricing().quarantined()) {
      json.writeBooleanField("quarantined", true);
    }
    json.writeEndObject();
  }

  private void offering(JsonGenerator json, Offering offering) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", offering.provider());
    json.writeStringField("upstream_id", offering.upstreamId());
    json.writeFieldName("pricing");
    pricing(json, offering.pricing(), Optional.empty());
    json.writeStringField(
        "price_source", offering.pricing().source().name().toLowerCase(Locale.ROOT));
    NullableFields.number(json, "context_length", offering.contextLength());
    number(json, "max_output_tokens", offering.maxOutput());
    if (offering.pricing().quarantined()) {
      json.writeBooleanField("quarantined", true);
    }
    Optional<Instant> stale =
        Optional.ofNullable(states.get(offering.provider())).flatMap(SyncState::staleSince);
    if (stale.isPresent()) {
      json.writeStringField("stale_since", stale.get().toString());
    }
    json.writeEndObject();
  }

  /**
   * Writes prices by OpenRouter's names.
   *
   * @param stand what to write for an unknown prompt or completion price; empty: null
   */
  private static void pricing(JsonGenerator json, Pricing pricing, Optional<String> stand)
      throws IOException {
    json.writeStartObject();
    price(json, "prompt", pricing.prompt(), stand);
    price(json, "completion", pricing.completion(), stand);
    prices(json, pricing.more());
    if (!pricing.tiers().isEmpty()) {
      json.writeArrayFieldStart("overrides");
      for (PriceTier tier : pricing.tiers()) {
        json.writeStartObject();
        if (tier.minPromptTokens() > 0) {
          json.writeNumberField("min_prompt_tokens", tier.minPromptTokens());
        }
        if (tier.utcStart() >= 0) {
          json.writeNumberField("utc_start", tier.utcStart());
        }
        if (tier.utcEnd() >= 0) {
          json.writeNumberField("utc_end", tier.utcEnd());
        }
        prices(json, tier.prices());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void prices(JsonGenerator json, Map<String, Price> prices) throws IOException {
    for (Map.Entry<String, Price> price : new TreeMap<>(prices).entrySet()) {
      Optional<String> text = PriceText.of(price.getValue());
      if (text.isPresent()) {
        json.writeStringField(price.getKey(), text.get());
      }
    }
  }

  private static void price(JsonGenerator json, String key, Price price, Optional<String> stand)
      throws IOException {
    NullableFields.text(json, key, PriceText.of(price).or(() -> stand));
  }

  private static void texts(JsonGenerator json, String field, Collection<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : new TreeSet<>(values)) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, String field, OptionalLong value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(field, value.getAsLong());
    }
  }

  private static boolean isSingle(Entry entry) {
    return entry.id().startsWith("@");
  }

  /** Whom the list names, else the organisation in the id, else the provider. */
  private static String owner(Entry entry) {
    Model model = entry.model();
    int slash = model.id().indexOf('/');
    if (slash > 0 && model.canonical()) {
      String organisation = model.id().substring(0, slash);
      return organisation.startsWith("~") ? organisation.substring(1) : organisation;
    }
    return entry.description().ownedBy().orElse(entry.description().provider());
  }
}
