package dev.arobase.portkey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.arobase.config.RawJson;
import dev.arobase.config.Secret;
import dev.arobase.portkey.Node.Case;
import dev.arobase.portkey.Node.Group;
import dev.arobase.portkey.Node.Leaf;
import dev.arobase.portkey.Node.Strategy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A configuration from its text. What it asks for and the gateway lacks is refused by name, never
 * passed over.
 */
final class ConfigReader {
  static final String ROOT = "config";

  private static final String CIRCUIT = "cb_config";
  private static final String METADATA = "metadata";

  private static final int MOST_TARGETS = 128;
  private static final int DEEPEST = 8;
  private static final int MOST_RETRIES = 5;
  private static final double LONGEST_TIMEOUT_MILLIS = 86_400_000;
  private static final Pattern SAVED = Pattern.compile("pc-[A-Za-z0-9-]+");
  private static final Set<String> GUARDRAILS =
      Set.of(
          "before_request_hooks",
          "after_request_hooks",
          "input_guardrails",
          "output_guardrails",
          "default_input_guardrails",
          "default_output_guardrails",
          "input_mutators",
          "output_mutators");

  private final QueryReader queries = new QueryReader();
  private int nodes;

  /** Inline JSON, or the same in Base64. */
  static Configuration read(String header) throws BadConfig {
    String text = header.startsWith("{") ? header : decoded(header);
    JsonNode json = JsonText.header(ROOT, text);
    Node root = new ConfigReader().node(ROOT, json, Settings.NONE, Optional.empty(), 1);
    return new Configuration(root, metadata(json), json.toString());
  }

  private static JsonNode metadata(JsonNode root) throws BadConfig {
    JsonNode metadata = root.path(METADATA);
    if (metadata.isObject()) {
      return metadata;
    }
    if (!metadata.isMissingNode() && !metadata.isNull()) {
      throw new BadConfig(ROOT + "." + METADATA, "must be an object");
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private static String decoded(String header) throws BadConfig {
    if (SAVED.matcher(header).matches()) {
      throw new BadConfig(ROOT, "names a configuration saved at Portkey; send it as JSON");
    }
    try {
      boolean url = header.indexOf('-') >= 0 || header.indexOf('_') >= 0;
      byte[] bytes = (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(header);
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      if (text.startsWith("{")) {
        return text;
      }
    } catch (IllegalArgumentException notBase64) {
      // Said below.
    }
    throw new BadConfig(ROOT, "must be a JSON object, or one in Base64");
  }

  private Node node(
      String path, JsonNode json, Settings above, Optional<CircuitRules> circuitAbove, int depth)
      throws BadConfig {
    if (++nodes > MOST_TARGETS) {
      throw new BadConfig(path, "is one target too many; at most " + MOST_TARGETS);
    }
    if (depth > DEEPEST) {
      throw new BadConfig(path, "is nested too deep; at most " + DEEPEST + " levels");
    }
    Level level = new Level(path, json);
    refuseWhatIsLacking(level);
    Optional<String> name = level.text("name");
    double weight = level.number("weight", 0).orElse(1.0);
    Settings settings = settings(level).over(above);
    Optional<JsonNode> targets = level.get("targets");
    Optional<Level> strategy = level.level("strategy");
    Optional<CircuitRules> circuit = CircuitRules.read(level.level(CIRCUIT)).or(() -> circuitAbove);
    if (targets.isEmpty()) {
      if (strategy.isPresent() && !"single".equals(strategy.get().text("mode").orElse("single"))) {
        throw new BadConfig(level.at("targets"), "is missing; the strategy needs it");
      }
      if (strategy.isPresent()) {
        circuit = circuit(strategy.get(), circuit);
        strategy.get().done();
      }
      level.done();
      return new Leaf(path, name, weight, settings, circuit);
    }
    if (!targets.get().isArray() || targets.get().isEmpty()) {
      throw new BadConfig(level.at("targets"), "must be a list of at least one target");
    }
    level.done();
    Optional<CircuitRules> below =
        strategy.isPresent() ? circuit(strategy.get(), circuit) : circuit;
    List<Node> children = new ArrayList<>();
    for (int i = 0; i < targets.get().size(); i++) {
      children.add(
          node(path + ".targets[" + i + "]", targets.get().get(i), settings, below, depth + 1));
    }
    return new Group(path, name, weight, strategy(level, strategy, children), children);
  }

  /** What the targets of that strategy inherit. */
  private static Optional<CircuitRules> circuit(Level strategy, Optional<CircuitRules> beside)
      throws BadConfig {
    Optional<CircuitRules> own = CircuitRules.read(strategy.level(CIRCUIT));
    // Portkey does not watch what a condition has chosen: it would not be chosen for another.
    return strategy.text("mode").equals(Optional.of("conditional"))
        ? Optional.empty()
        : own.or(() -> beside);
  }

  private static void refuseWhatIsLacking(Level level) throws BadConfig {
    for (String guardrail : GUARDRAILS) {
      if (level.get(guardrail).filter(node -> node.isValueNode() || !node.isEmpty()).isPresent()) {
        throw new BadConfig(
            level.at(guardrail), "asks for guardrails, which this gateway does not have");
      }
    }
    if (level.get("virtual_key").isPresent()) {
      throw new BadConfig(
          level.at("virtual_key"),
          "names a key kept at Portkey, which this gateway cannot read; use provider and api_key");
    }
    // Without effect on purpose; answers say x-portkey-cache-status: DISABLED.
    level.get("cache");
    level.get("id");
    level.get("index");
    level.get("strict_open_ai_compliance");
    if (level.path().equals(ROOT)) {
      level.get(METADATA);
    }
  }

  private Settings settings(Level level) throws BadConfig {
    Map<String, RawJson> params = new HashMap<>();
    Optional<String> model = Optional.empty();
    Optional<JsonNode> overrides = level.get("override_params");
    if (overrides.isPresent()) {
      String at = level.at("override_params");
      if (!overrides.get().isObject()) {
        throw new BadConfig(at, "must be an object");
      }
      for (Map.Entry<String, JsonNode> param : overrides.get().properties()) {
        switch (param.getKey()) {
          case "model" -> {
            if (!param.getValue().isTextual() || param.getValue().textValue().isBlank()) {
              throw new BadConfig(at + ".model", "must be text");
            }
            model = Optional.of(param.getValue().textValue());
          }
          case "stream" ->
              throw new BadConfig(at + ".stream", "cannot be overridden; send it in the body");
          case "portkey_provider" ->
              throw new BadConfig(at + ".portkey_provider", "is no parameter; name it as provider");
          case "provider" -> {
            // An object is OpenRouter's own parameter; anything else would be a field of ours.
            if (!param.getValue().isObject()) {
              throw new BadConfig(at + ".provider", "is no parameter; name it beside this object");
            }
            params.put(param.getKey(), new RawJson(param.getValue().toString()));
          }
          default -> params.put(param.getKey(), new RawJson(param.getValue().toString()));
        }
      }
    }
    Optional<String> apiKey = level.text("api_key");
    if (apiKey.filter(key -> !key.chars().allMatch(c -> c > ' ' && c <= '~')).isPresent()) {
      throw new BadConfig(level.at("api_key"), "holds a character that no key has");
    }
    Optional<Double> timeout = level.number("request_timeout", 1);
    if (timeout.filter(millis -> millis > LONGEST_TIMEOUT_MILLIS).isPresent()) {
      throw new BadConfig(
          level.at("request_timeout"), "is longer than a day (it is in milliseconds)");
    }
    return new Settings(
        level.text("provider"),
        apiKey.map(Secret::of),
        level.text("custom_host"),
        model,
        params,
        retry(level.level("retry")),
        timeout.map(millis -> Duration.ofMillis(millis.longValue())),
        names(level, "forward_headers"));
  }

  private static Set<String> names(Level level, String name) throws BadConfig {
    Set<String> names = new HashSet<>();
    Optional<JsonNode> node = level.get(name);
    if (node.isPresent()) {
      if (!node.get().isArray()) {
        throw new BadConfig(level.at(name), "must be a list of header names");
      }
      for (JsonNode item : node.get()) {
        if (!item.isTextual()) {
          throw new BadConfig(level.at(name), "must be a list of header names");
        }
        names.add(item.textValue().strip());
      }
    }
    return names;
  }

  private static Optional<Settings.Retry> retry(Optional<Level> given) throws BadConfig {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Level level = given.get();
    int attempts = (int) Math.min(MOST_RETRIES, level.number("attempts", 0).orElse(0.0));
    Settings.Retry retry =
        new Settings.Retry(
            attempts,
            level.statuses("on_status_codes").orElse(Settings.Retry.USUAL),
            level.bool("use_retry_after_header").orElse(false));
    level.done();
    return Optional.of(retry);
  }

  private Strategy strategy(Level parent, Optional<Level> given, List<Node> targets)
      throws BadConfig {
    if (given.isEmpty()) {
      return new Strategy.Single();
    }
    Level level = given.get();
    String mode = level.text("mode").orElse("single");
    Optional<Set<Integer>> on = level.statuses("on_status_codes");
    level.get(CIRCUIT);
    Strategy strategy =
        switch (mode) {
          case "single" -> new Strategy.Single();
          case "fallback" -> new Strategy.Fallback(on);
          case "loadbalance" -> {
            if (targets.stream().noneMatch(target -> target.weight() > 0)) {
              throw new BadConfig(parent.at("targets"), "have weights that sum to 0");
            }
            yield new Strategy.LoadBalance();
          }
          case "conditional" -> conditional(level, targets);
          default ->
              throw new BadConfig(
                  level.at("mode"), "must be single, fallback, loadbalance or conditional");
        };
    level.done();
    return strategy;
  }

  private Strategy conditional(Level level, List<Node> targets) throws BadConfig {
    Set<String> names = new HashSet<>();
    for (Node target : targets) {
      target.name().ifPresent(names::add);
    }
    List<Case> cases = new ArrayList<>();
    Optional<JsonNode> conditions = level.get("conditions");
    if (conditions.isEmpty() || !conditions.get().isArray() || conditions.get().isEmpty()) {
      throw new BadConfig(level.at("conditions"), "must be a list of at least one condition");
    }
    for (int i = 0; i < conditions.get().size(); i++) {
      Level condition = new Level(level.at("conditions") + "[" + i + "]", conditions.get().get(i));
      Optional<JsonNode> query = condition.get("query");
      if (query.isEmpty()) {
        throw new BadConfig(condition.at("query"), "is missing");
      }
      String then =
          target(condition, "then", names)
              .orElseThrow(() -> new BadConfig(condition.at("then"), "is missing"));
      cases.add(new Case(queries.read(condition.at("query"), query.get()), then));
      condition.done();
    }
    return new Strategy.Conditional(cases, target(level, "default", names));
  }

  private static Optional<String> target(Level level, String key, Set<String> names)
      throws BadConfig {
    Optional<String> name = level.text(key);
    if (name.filter(some -> !names.contains(some)).isPresent()) {
      throw new BadConfig(
          level.at(key), "names \"" + Level.shown(name.get()) + "\", and no target has that name");
    }
    return name;
  }
}
