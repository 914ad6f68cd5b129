package dev.arobase.portkey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What conditions may ask of a request.
 *
 * @param metadata {@code x-portkey-metadata}
 * @param params the body, read only when a condition asks for it
 * @param path of the request
 */
record Facts(JsonNode metadata, Supplier<JsonNode> params, String path) {

  /** The value of {@code metadata.x}, {@code params.a.b} or {@code url.pathname}. */
  Optional<JsonNode> get(String field) {
    int dot = field.indexOf('.');
    String root = field.substring(0, dot);
    String rest = field.substring(dot + 1);
    return switch (root) {
      case "metadata" -> below(metadata, rest);
      case "params" -> below(params.get(), rest);
      default -> Optional.of(JsonNodeFactory.instance.textNode(path));
    };
  }

  private static Optional<JsonNode> below(JsonNode from, String names) {
    if (from.has(names)) {
      return Optional.of(from.get(names));
    }
    JsonNode at = from;
    for (String name : names.split("\\.", -1)) {
      at = at.isArray() && isIndex(name) ? at.path(Integer.parseInt(name)) : at.path(name);
    }
    return at.isMissingNode() ? Optional.empty() : Optional.of(at);
  }

  private static boolean isIndex(String name) {
    return !name.isEmpty() && name.length() < 7 && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
