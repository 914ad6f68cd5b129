package dev.arobase.portkey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One object of a configuration: its members by their snake-case names, each to be asked for once.
 */
final class Level {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int GATEWAY_TIMEOUT = 504;
  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])([A-Z])");

  private final String path;
  private final Map<String, JsonNode> members = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();

  Level(String path, JsonNode node) throws BadConfig {
    this.path = path;
    if (!node.isObject()) {
      throw new BadConfig(path, "must be an object");
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (members.put(snake(member.getKey()), member.getValue()) != null) {
        throw new BadConfig(path, "says " + snake(member.getKey()) + " in two spellings");
      }
    }
  }

  static String snake(String name) {
    return CAPITAL.matcher(name).replaceAll("_$1").toLowerCase(Locale.ROOT);
  }

  String path() {
    return path;
  }

  String at(String name) {
    return path + "." + name;
  }

  /** The member's value; a null counts as absent. */
  Optional<JsonNode> get(String name) {
    known.add(name);
    return Optional.ofNullable(members.get(name)).filter(node -> !node.isNull());
  }

  Optional<String> text(String name) throws BadConfig {
    Optional<JsonNode> node = get(name);
    if (node.isPresent() && !node.get().isTextual()) {
      throw new BadConfig(at(name), "must be text");
    }
    return node.map(JsonNode::textValue).map(String::strip).filter(text -> !text.isEmpty());
  }

  Optional<Double> number(String name, double least) throws BadConfig {
    Optional<JsonNode> node = get(name);
    if (node.isPresent()
        && !(node.get().isNumber()
            && node.get().doubleValue() >= least
            && Double.isFinite(node.get().doubleValue()))) {
      throw new BadConfig(at(name), "must be a number of at least " + (long) least);
    }
    return node.map(JsonNode::doubleValue);
  }

  Optional<Boolean> bool(String name) throws BadConfig {
    Optional<JsonNode> node = get(name);
    if (node.isPresent() && !node.get().isBoolean()) {
      throw new BadConfig(at(name), "must be true or false");
    }
    return node.map(JsonNode::booleanValue);
  }

  /** HTTP statuses. Portkey's 408 is its own timeout, which is 504 here: it stands for both. */
  Optional<Set<Integer>> statuses(String name) throws BadConfig {
    Optional<JsonNode> node = get(name);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Set<Integer> statuses = new HashSet<>();
    if (!node.get().isArray()) {
      throw new BadConfig(at(name), "must be a list of HTTP statuses");
    }
    for (int i = 0; i < node.get().size(); i++) {
      JsonNode item = node.get().get(i);
      if (!item.isInt() || item.intValue() < 100 || item.intValue() > 599) {
        throw new BadConfig(at(name) + "[" + i + "]", "must be an HTTP status");
      }
      statuses.add(item.intValue());
      if (item.intValue() == REQUEST_TIMEOUT) {
        statuses.add(GATEWAY_TIMEOUT);
      }
    }
    return Optional.of(statuses);
  }

  Optional<Level> level(String name) throws BadConfig {
    Optional<JsonNode> node = get(name);
    return node.isEmpty() ? Optional.empty() : Optional.of(new Level(at(name), node.get()));
  }

  /** Refuses what nobody asked for. */
  void done() throws BadConfig {
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        throw new BadConfig(path + "." + shown(name), "is not supported here");
      }
    }
  }

  /** A client's text, cut where it is long. */
  static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
