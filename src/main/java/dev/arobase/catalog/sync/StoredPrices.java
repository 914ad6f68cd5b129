package dev.arobase.catalog.sync;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.catalog.Price;
import dev.arobase.catalog.PriceSource;
import dev.arobase.catalog.PriceTier;
import dev.arobase.catalog.Pricing;
import dev.arobase.catalog.join.PriceMemory;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Prices as JSON and back, exactly: a plain decimal, {@code dynamic}, or absent. */
final class StoredPrices {

  private static final String DYNAMIC = "dynamic";

  private StoredPrices() {}

  static void write(JsonGenerator json, Pricing pricing) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", pricing.source().name());
    price(json, "prompt", pricing.prompt());
    price(json, "completion", pricing.completion());
    prices(json, "more", pricing.more());
    if (!pricing.tiers().isEmpty()) {
      json.writeArrayFieldStart("tiers");
      for (PriceTier tier : pricing.tiers()) {
        json.writeStartObject();
        json.writeNumberField("above", tier.minPromptTokens());
        json.writeNumberField("start", tier.utcStart());
        json.writeNumberField("end", tier.utcEnd());
        prices(json, "prices", tier.prices());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  static Pricing read(JsonNode json) {
    List<PriceTier> tiers = new ArrayList<>();
    for (JsonNode tier : json.path("tiers")) {
      tiers.add(
          new PriceTier(
              tier.path("above").longValue(),
              tier.path("start").intValue(),
              tier.path("end").intValue(),
              prices(tier.path("prices"))));
    }
    return new Pricing(
        price(json.path("prompt")),
        price(json.path("completion")),
        prices(json.path("more")),
        tiers,
        PriceSource.valueOf(json.path("source").asText()),
        false);
  }

  static void write(JsonGenerator json, PriceMemory memory) throws IOException {
    json.writeStartObject();
    if (memory.trusted().isPresent()) {
      json.writeFieldName("trusted");
      write(json, memory.trusted().get());
    }
    json.writeFieldName("latest");
    write(json, memory.latest());
    json.writeNumberField("seen", memory.seen());
    json.writeEndObject();
  }

  static PriceMemory memory(JsonNode json) {
    return new PriceMemory(
        json.has("trusted") ? Optional.of(read(json.path("trusted"))) : Optional.empty(),
        read(json.path("latest")),
        json.path("seen").intValue());
  }

  private static void prices(JsonGenerator json, String field, Map<String, Price> prices)
      throws IOException {
    if (!prices.isEmpty()) {
      json.writeObjectFieldStart(field);
      for (Map.Entry<String, Price> price : new TreeMap<>(prices).entrySet()) {
        price(json, price.getKey(), price.getValue());
      }
      json.writeEndObject();
    }
  }

  private static Map<String, Price> prices(JsonNode json) {
    Map<String, Price> prices = new TreeMap<>();
    json.properties().forEach(field -> prices.put(field.getKey(), price(field.getValue())));
    return prices;
  }

  private static void price(JsonGenerator json, String field, Price price) throws IOException {
    switch (price) {
      case Price.Known known -> json.writeStringField(field, known.plain());
      case Price.Dynamic dynamic -> json.writeStringField(field, DYNAMIC);
      case Price.Unknown unknown -> {}
    }
  }

  private static Price price(JsonNode json) {
    if (!json.isTextual()) {
      return Price.UNKNOWN;
    }
    return json.textValue().equals(DYNAMIC)
        ? Price.DYNAMIC
        : new Price.Known(new BigDecimal(json.textValue()));
  }
}
