package dev.arobase.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Arguments that fit a tool's JSON Schema, for the common keywords. */
final class ToolArguments {
  private static final int DEEPEST = 16;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ToolArguments() {}

  /** An object as JSON text with every property of the schema, or {@code {}} without any. */
  static String fitting(JsonNode schema) {
    JsonNode value = value(schema, 0);
    return value.isObject() ? value.toString() : "{}";
  }

  private static JsonNode value(JsonNode schema, int depth) {
    for (String given : new String[] {"const", "default"}) {
      if (schema.has(given)) {
        return schema.get(given);
      }
    }
    if (schema.path("enum").size() > 0) {
      return schema.get("enum").get(0);
    }
    for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
      if (schema.path(choice).size() > 0 && depth < DEEPEST) {
        return value(schema.get(choice).get(0), depth + 1);
      }
    }
    return ofType(schema, depth);
  }

  private static JsonNode ofType(JsonNode schema, int depth) {
    JsonNode type = schema.path("type");
    String name = type.isArray() ? type.path(0).asText() : type.asText();
    return switch (name) {
      case "integer", "number" -> JSON.numberNode(Math.max(1, schema.path("minimum").asInt()));
      case "boolean" -> JSON.booleanNode(true);
      case "null" -> JSON.nullNode();
      case "array" -> array(schema, depth);
      case "object" -> object(schema, depth);
      default -> schema.has("properties") ? object(schema, depth) : JSON.textNode("example");
    };
  }

  private static JsonNode array(JsonNode schema, int depth) {
    ArrayNode array = JSON.arrayNode();
    if (schema.has("items") && depth < DEEPEST) {
      array.add(value(schema.get("items"), depth + 1));
    }
    return array;
  }

  private static JsonNode object(JsonNode schema, int depth) {
    ObjectNode object = JSON.objectNode();
    if (depth < DEEPEST) {
      schema
          .path("properties")
          .properties()
          .forEach(
              property -> object.set(property.getKey(), value(property.getValue(), depth + 1)));
    }
    return object;
  }
}
