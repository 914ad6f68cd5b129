package dev.arobase.catalog.sync;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.catalog.ModelType;
import dev.arobase.catalog.join.HeldRow;
import dev.arobase.catalog.list.Expiry;
import dev.arobase.catalog.list.ListRow;
import dev.arobase.catalog.list.RowDraft;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A held row as JSON and back. Absent fields are unknown. */
final class StoredRows {

  private StoredRows() {}

  static void write(JsonGenerator json, HeldRow held) throws IOException {
    ListRow row = held.row();
    json.writeStartObject();
    json.writeStringField("id", row.id());
    text(json, "join_id", row.joinId());
    text(json, "join_provider", row.joinProvider());
    text(json, "hugging_face_id", row.huggingFaceId());
    texts(json, "aliases", row.aliases());
    text(json, "name", row.name());
    text(json, "owned_by", row.ownedBy());
    text(json, "canonical_slug", row.canonicalSlug());
    json.writeStringField("type", row.type().name());
    json.writeNumberField("created", row.created());
    number(json, "context", row.contextLength());
    number(json, "max_output", row.maxOutput());
    texts(json, "parameters", row.supportedParameters());
    texts(json, "input", row.inputModalities());
    texts(json, "output", row.outputModalities());
    if (row.expiry().isPresent()) {
      json.writeObjectFieldStart("expiry");
      text(json, "at", row.expiry().get().at().map(Instant::toString));
      json.writeStringField("reason", row.expiry().get().reason());
      json.writeEndObject();
    }
    json.writeFieldName("pricing");
    StoredPrices.write(json, row.pricing());
    json.writeFieldName("memory");
    StoredPrices.write(json, held.memory());
    json.writeEndObject();
  }

  static HeldRow read(JsonNode json) {
    RowDraft draft =
        new RowDraft(required(json, "id"))
            .huggingFaceId(text(json, "hugging_face_id"))
            .name(text(json, "name"))
            .ownedBy(text(json, "owned_by"))
            .canonicalSlug(text(json, "canonical_slug"))
            .type(ModelType.valueOf(required(json, "type")))
            .created(json.path("created").longValue())
            .contextLength(number(json, "context"))
            .maxOutput(number(json, "max_output"))
            .modalities(texts(json, "input"), texts(json, "output"))
            .pricing(StoredPrices.read(json.path("pricing")));
    texts(json, "aliases").forEach(draft::alias);
    texts(json, "parameters").forEach(draft::supports);
    Optional<String> joinId = text(json, "join_id");
    joinId.ifPresent(id -> draft.joinAs(text(json, "join_provider").orElse(""), id));
    JsonNode expiry = json.path("expiry");
    if (expiry.isObject()) {
      draft.expiry(
          Optional.of(
              new Expiry(text(expiry, "at").map(Instant::parse), required(expiry, "reason"))));
    }
    return new HeldRow(draft.row(), StoredPrices.memory(json.path("memory")));
  }

  private static String required(JsonNode json, String field) {
    return text(json, field)
        .orElseThrow(() -> new IllegalArgumentException("no " + field + " in a stored row"));
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue());
  }

  private static Set<String> texts(JsonNode json, String field) {
    Set<String> texts = new LinkedHashSet<>();
    json.path(field).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static OptionalLong number(JsonNode json, String field) {
    return json.path(field).isNumber()
        ? OptionalLong.of(json.path(field).longValue())
        : OptionalLong.empty();
  }

  private static void text(JsonGenerator json, String field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get());
    }
  }

  private static void number(JsonGenerator json, String field, OptionalLong value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(field, value.getAsLong());
    }
  }

  private static void texts(JsonGenerator json, String field, Collection<String> values)
      throws IOException {
    if (!values.isEmpty()) {
      json.writeArrayFieldStart(field);
      for (String value : values.stream().sorted().toList()) {
        json.writeString(value);
      }
      json.writeEndArray();
    }
  }
}
