package dev.arobase.portkey;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Conditions from their JSON. Names of fields and operators are taken as they are written. */
final class QueryReader {
  private static final int LONGEST_PATTERN = 256;

  /** RE2 unrolls counted repeats, and counts within counts multiply. */
  private static final java.util.regex.Pattern COUNT =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

  private static final int MOST_UNROLLED = 1000;
  private static final int MOST_PATTERNS = 16;

  private int patterns;

  Query read(String path, JsonNode node) throws BadConfig {
    if (!node.isObject() || node.isEmpty()) {
      throw new BadConfig(path, "must be an object with a condition");
    }
    List<Query> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey();
      String at = path + "." + Level.shown(name);
      switch (name) {
        case "$and" -> parts.add(new Query.All(list(at, member.getValue())));
        case "$or" -> parts.add(new Query.Any(list(at, member.getValue())));
        default -> parts.add(field(at, name, member.getValue()));
      }
    }
    return parts.size() == 1 ? parts.getFirst() : new Query.All(parts);
  }

  private List<Query> list(String path, JsonNode node) throws BadConfig {
    if (!node.isArray() || node.isEmpty()) {
      throw new BadConfig(path, "must be a list of conditions");
    }
    List<Query> parts = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      parts.add(read(path + "[" + i + "]", node.get(i)));
    }
    return parts;
  }

  private Query field(String path, String field, JsonNode node) throws BadConfig {
    boolean known =
        field.equals("url.pathname")
            || (field.startsWith("metadata.") && field.length() > "metadata.".length())
            || (field.startsWith("params.") && field.length() > "params.".length());
    if (!known) {
      throw new BadConfig(
          path,
          field.startsWith("$")
              ? "is no operator that stands here"
              : "is no field: write metadata.x, params.x or url.pathname");
    }
    if (!node.isObject()) {
      return new Query.Equal(field, node, true);
    }
    List<Query> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      parts.add(
          operator(
              path + "." + Level.shown(member.getKey()),
              field,
              member.getKey(),
              member.getValue()));
    }
    if (parts.isEmpty()) {
      throw new BadConfig(path, "has no operator");
    }
    return parts.size() == 1 ? parts.getFirst() : new Query.All(parts);
  }

  private Query operator(String path, String field, String operator, JsonNode value)
      throws BadConfig {
    return switch (operator) {
      case "$eq" -> new Query.Equal(field, value, true);
      case "$ne" -> new Query.Equal(field, value, false);
      case "$gt" -> new Query.Order(field, value, true, false);
      case "$gte" -> new Query.Order(field, value, true, true);
      case "$lt" -> new Query.Order(field, value, false, false);
      case "$lte" -> new Query.Order(field, value, false, true);
      case "$in" -> new Query.In(field, values(path, value), true);
      case "$nin" -> new Query.In(field, values(path, value), false);
      case "$regex" -> new Query.Matches(field, pattern(path, value));
      default ->
          throw new BadConfig(
              path, "is no operator: $eq, $ne, $gt, $gte, $lt, $lte, $in, $nin, $regex");
    };
  }

  private static List<JsonNode> values(String path, JsonNode node) throws BadConfig {
    if (!node.isArray()) {
      throw new BadConfig(path, "must be a list");
    }
    List<JsonNode> values = new ArrayList<>();
    node.forEach(values::add);
    return values;
  }

  private Pattern pattern(String path, JsonNode node) throws BadConfig {
    if (!node.isTextual() || node.textValue().length() > LONGEST_PATTERN) {
      throw new BadConfig(path, "must be a pattern of at most " + LONGEST_PATTERN + " characters");
    }
    if (++patterns > MOST_PATTERNS) {
      throw new BadConfig(path, "is one pattern too many; at most " + MOST_PATTERNS);
    }
    long unrolled = 1;
    var counts = COUNT.matcher(node.textValue());
    while (counts.find()) {
      String most =
          counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
      unrolled *= Math.max(1, Math.min(MOST_UNROLLED + 1, Long.parseLong(most)));
      if (unrolled > MOST_UNROLLED) {
        throw new BadConfig(
            path, "repeats too much; its counts multiply to at most " + MOST_UNROLLED);
      }
    }
    try {
      return Pattern.compile(node.textValue());
    } catch (PatternSyntaxException broken) {
      throw new BadConfig(path, "is no pattern of RE2: " + Level.shown(broken.getDescription()));
    }
  }
}
