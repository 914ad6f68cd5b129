package dev.arobase.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Members of a JSON object that are always there, and {@code null} where their value is not known.
 */
public final class NullableFields {
  private NullableFields() {}

  public static void text(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    } else {
      json.writeNullField(name);
    }
  }

  public static void number(JsonGenerator json, String name, OptionalInt value) throws IOException {
    number(
        json, name, value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty());
  }

  public static void number(JsonGenerator json, String name, OptionalLong value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsLong());
    } else {
      json.writeNullField(name);
    }
  }

  /** With three decimals. */
  public static void number(JsonGenerator json, String name, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, Math.round(value.getAsDouble() * 1000) / 1000.0);
    } else {
      json.writeNullField(name);
    }
  }
}
