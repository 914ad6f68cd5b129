package dev.arobase.portkey;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.ByteBuffer;

/** JSON that a client wrote into a header, and bodies that conditions ask about. */
final class JsonText {
  /** Levels of a configuration, each target being two. */
  private static final int MOST_LEVELS = 40;

  private static final int MOST_BODY_LEVELS = 512;

  private static final ObjectReader HEADERS = reader(MOST_LEVELS, true);
  private static final ObjectReader BODIES = reader(MOST_BODY_LEVELS, false);

  private JsonText() {}

  private static ObjectReader reader(int levels, boolean strict) {
    JsonFactory factory =
        JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(levels)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build()
        .reader();
  }

  static JsonNode header(String place, String text) throws BadConfig {
    try {
      return HEADERS.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new BadConfig(
          place,
          "is no JSON, has a key twice, or has more than "
              + MOST_LEVELS
              + " levels (character "
              + (broken.getLocation() == null ? 0 : broken.getLocation().getCharOffset())
              + ")");
    }
  }

  static JsonNode body(ByteBuffer body) {
    try {
      return BODIES.readTree(body.array(), body.arrayOffset() + body.position(), body.remaining());
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }
}
