package dev.arobase.resolve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.arobase.wire.NullableFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;

/** An explanation as JSON: the same facts as its text. */
final class ExplanationJson {

  private static final JsonFactory JSON = new JsonFactory();

  private ExplanationJson() {}

  static byte[] write(Explanation explanation) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      write(explanation, json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(Explanation explanation, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("object", "explanation");
    json.writeStringField("model", explanation.model());
    json.writeStringField("endpoint", "/v1" + explanation.path());
    json.writeBooleanField("resolved", explanation.rejection().isEmpty());
    NullableFields.text(json, "route", explanation.route());
    NullableFields.text(json, "canonical_id", explanation.canonicalId());
    NullableFields.text(json, "strategy", explanation.order());
    json.writeArrayFieldStart("targets");
    for (int i = 0; i < explanation.choices().size(); i++) {
      choice(explanation.choices().get(i), i + 1, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("ruled_out");
    for (Explanation.RuledOut out : explanation.ruledOut()) {
      json.writeStartObject();
      json.writeStringField("provider", out.provider());
      json.writeStringField("model", out.model());
      json.writeStringField("reason", out.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("steps");
    for (Explanation.Step step : explanation.steps()) {
      json.writeStartObject();
      json.writeStringField("rule", step.stage().word());
      json.writeStringField("text", step.sentence());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (explanation.rejection().isPresent()) {
      var rejection = explanation.rejection().get();
      json.writeObjectFieldStart("error");
      json.writeStringField("message", rejection.message());
      json.writeStringField("type", rejection.code().family().word());
      NullableFields.text(json, "param", rejection.param());
      json.writeStringField("code", rejection.code().word());
      json.writeEndObject();
      json.writeNumberField("status", rejection.code().status());
      json.writeArrayFieldStart("suggestions");
      for (String suggestion : explanation.suggestions()) {
        json.writeString(suggestion);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void choice(Explanation.Choice choice, int position, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("position", position);
    json.writeStringField("provider", choice.provider());
    json.writeStringField("model", choice.model());
    json.writeBooleanField("listed", choice.listed());
    json.writeObjectFieldStart("pricing");
    NullableFields.text(json, "prompt", choice.prompt());
    NullableFields.text(json, "completion", choice.completion());
    NullableFields.text(
        json, "blended", choice.blended().map(price -> price.stripTrailingZeros().toPlainString()));
    json.writeBooleanField("quarantined", choice.quarantined());
    json.writeEndObject();
    NullableFields.number(json, "context_length", choice.contextLength());
    json.writeStringField("breaker", choice.open() ? "open" : "closed");
    json.writeBooleanField("keys_resting", choice.resting());
    if (choice.speed().isPresent()) {
      speed(choice.speed().get(), json);
    } else {
      json.writeNullField("speed");
    }
    if (!choice.option().isEmpty()) {
      json.writeStringField("option", choice.option());
    }
    json.writeArrayFieldStart("params");
    for (String name : choice.params()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void speed(SpeedView.Seen seen, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("speed");
    NullableFields.number(json, "first_token_ms", seen.firstTokenMillis());
    NullableFields.number(json, "tokens_per_second", seen.tokensPerSecond());
    NullableFields.number(json, "error_share", OptionalDouble.of(seen.errorShare()));
    json.writeEndObject();
  }
}
