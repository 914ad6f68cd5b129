package dev.arobase.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** Trees of small pieces of answers: an error, a usage object. Numbers keep their digits. */
final class JsonTree {

  // Numbers are limited here (1,000 digits), because reading one costs the square of its length.
  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CHARSET_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(StrictJson.MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .reader();

  private JsonTree() {}

  /** The tree of the bytes from {@code from} to {@code to}; empty if they are no JSON. */
  static Optional<JsonNode> read(byte[] bytes, int from, int to) {
    try {
      return Optional.ofNullable(READER.readTree(bytes, from, to - from))
          .filter(node -> !node.isMissingNode());
    } catch (IOException | IllegalStateException broken) {
      return Optional.empty();
    }
  }

  /** A member's text: a non-empty string, or a number or boolean as it is written. */
  static Optional<String> text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isTextual()) {
      return Optional.of(value.textValue()).filter(text -> !text.isBlank());
    }
    return value.isNumber() || value.isBoolean() ? Optional.of(value.asText()) : Optional.empty();
  }

  /** Whether a member says something: it is there and is not null, false, "", [] or {}. */
  static boolean says(JsonNode value) {
    if (value.isContainerNode()) {
      return !value.isEmpty();
    }
    if (value.isTextual()) {
      return !value.textValue().isBlank();
    }
    return !value.isMissingNode() && !value.isNull() && !(value.isBoolean() && !value.asBoolean());
  }
}
