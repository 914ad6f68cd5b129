package dev.arobase.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Vectors of length 1 that depend on the text alone: equal texts are equally far from all others.
 */
final class Embedding {
  private static final int DEFAULT_DIMENSIONS = 8;
  private static final int MOST_DIMENSIONS = 4096;
  private static final int MOST_INPUTS = 2048;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Embedding() {}

  /**
   * The answer to an embeddings request: one vector per input, as numbers or, with {@code
   * encoding_format: base64}, as little-endian 32-bit floats.
   */
  static ObjectNode answer(JsonNode body) {
    List<String> inputs = inputs(body.path("input"));
    int dimensions =
        Math.clamp(body.path("dimensions").asInt(DEFAULT_DIMENSIONS), 1, MOST_DIMENSIONS);
    boolean base64 = body.path("encoding_format").asText().equals("base64");
    ObjectNode answer = JSON.objectNode().put("object", "list");
    ArrayNode data = answer.putArray("data");
    int tokens = 0;
    for (String input : inputs) {
      float[] vector = vector(input, dimensions);
      ObjectNode row = data.addObject().put("object", "embedding").put("index", data.size() - 1);
      if (base64) {
        row.put("embedding", base64(vector));
      } else {
        ArrayNode numbers = row.putArray("embedding");
        for (float number : vector) {
          numbers.add(number);
        }
      }
      tokens += Tokens.count(input);
    }
    answer.put("model", body.path("model").asText());
    answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return answer;
  }

  static float[] vector(String text, int dimensions) {
    SplittableRandom random = new SplittableRandom(seed(text));
    double[] raw = new double[dimensions];
    double squares = 0;
    for (int i = 0; i < dimensions; i++) {
      raw[i] = random.nextDouble() * 2 - 1;
      squares += raw[i] * raw[i];
    }
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (raw[i] / Math.sqrt(squares));
    }
    return vector;
  }

  /** FNV-1a over the text's units: stable between runs and machines. */
  private static long seed(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** A text, a list of texts, a list of token numbers, or a list of such lists. */
  private static List<String> inputs(JsonNode input) {
    List<String> inputs = new ArrayList<>();
    if (input.isArray() && !input.path(0).isNumber()) {
      for (JsonNode each : input) {
        if (inputs.size() < MOST_INPUTS) {
          inputs.add(each.isTextual() ? each.asText() : each.toString());
        }
      }
    } else {
      inputs.add(input.isTextual() ? input.asText() : input.toString());
    }
    return inputs;
  }

  private static String base64(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : vector) {
      bytes.putFloat(number);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
