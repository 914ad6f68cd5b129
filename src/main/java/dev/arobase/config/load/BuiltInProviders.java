package dev.arobase.config.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.arobase.config.AuthStyle;
import dev.arobase.config.IdRule;
import dev.arobase.config.ListShape;
import dev.arobase.config.PriceUnit;
import dev.arobase.config.ProviderTraits;
import dev.arobase.config.RenamedParameter;
import dev.arobase.config.Word;
import dev.arobase.config.load.BuiltInProvider.KeyNeed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The providers that are known without routes.yaml: one declarative entry each, in the resource
 * {@code providers.json}. An entry with a key that nobody reads does not load.
 */
final class BuiltInProviders {
  private static final String RESOURCE = "/dev/arobase/config/providers.json";

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "synonyms",
          "key_variables",
          "key",
          "base_url",
          "auth",
          "headers",
          "only_when_listed",
          "hosted",
          "zero_price_is_unknown",
          "version_path",
          "list",
          "models",
          "id_rule",
          "renamed");

  private final List<BuiltInProvider> all;
  private final Map<String, BuiltInProvider> byAnyName = new HashMap<>();

  private BuiltInProviders(List<BuiltInProvider> all) {
    this.all = List.copyOf(all);
    for (BuiltInProvider provider : all) {
      add(provider.name(), provider);
      provider.synonyms().forEach(synonym -> add(synonym, provider));
    }
  }

  private void add(String name, BuiltInProvider provider) {
    if (byAnyName.put(name, provider) != null) {
      throw new IllegalStateException("two built-in providers are called " + name);
    }
  }

  static BuiltInProviders load() {
    try (InputStream in = BuiltInProviders.class.getResourceAsStream(RESOURCE)) {
      JsonNode root = new JsonMapper().readTree(Objects.requireNonNull(in, RESOURCE));
      List<BuiltInProvider> all = new ArrayList<>();
      root.path("providers").forEach(entry -> all.add(provider(entry)));
      return new BuiltInProviders(all);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  List<BuiltInProvider> all() {
    return all;
  }

  /** By name or synonym, in any case. */
  Optional<BuiltInProvider> find(String name) {
    return Optional.ofNullable(byAnyName.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Names and synonyms. */
  Set<String> names() {
    return new TreeSet<>(byAnyName.keySet());
  }

  private static BuiltInProvider provider(JsonNode entry) {
    entry
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw new IllegalStateException(RESOURCE + ": unknown key " + key);
              }
            });
    return new BuiltInProvider(
        entry.required("name").textValue(),
        texts(entry.path("synonyms")),
        texts(entry.path("key_variables")),
        KeyNeed.valueOf(entry.path("key").asText("required").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(entry.path("base_url").textValue()),
        auth(entry.path("auth")),
        headers(entry.path("headers")),
        entry.path("only_when_listed").asBoolean(false),
        traits(entry));
  }

  private static ProviderTraits traits(JsonNode entry) {
    JsonNode list = entry.path("list");
    return new ProviderTraits(
        entry.path("hosted").asBoolean(true),
        list.path("public").asBoolean(false),
        entry.path("zero_price_is_unknown").asBoolean(false),
        entry.path("version_path").asBoolean(true),
        list.has("paths") ? texts(list.path("paths")) : List.of("/models"),
        word(ListShape.values(), list.path("shape").asText(ListShape.OPENAI.word())),
        word(PriceUnit.values(), list.path("unit").asText(PriceUnit.NONE.word())),
        texts(entry.path("models")),
        idRule(entry.path("id_rule")),
        renamed(entry.path("renamed")));
  }

  private static AuthStyle auth(JsonNode auth) {
    return auth.isMissingNode()
        ? AuthStyle.BEARER
        : new AuthStyle(auth.required("header").textValue(), auth.required("scheme").textValue());
  }

  private static Map<String, String> headers(JsonNode headers) {
    Map<String, String> map = new LinkedHashMap<>();
    headers.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().textValue()));
    return map;
  }

  private static Optional<IdRule> idRule(JsonNode rule) {
    return rule.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new IdRule(
                rule.required("prefix").textValue(),
                texts(rule.path("steps")).stream()
                    .map(step -> word(IdRule.Step.values(), step))
                    .toList()));
  }

  private static List<RenamedParameter> renamed(JsonNode list) {
    List<RenamedParameter> renamed = new ArrayList<>();
    for (JsonNode entry : list) {
      renamed.add(
          new RenamedParameter(
              entry.required("from").textValue(),
              entry.required("to").textValue(),
              texts(entry.path("models"))));
    }
    return renamed;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.textValue()));
    return List.copyOf(texts);
  }

  private static <E extends Word> E word(E[] constants, String word) {
    for (E constant : constants) {
      if (constant.word().equals(word)) {
        return constant;
      }
    }
    throw new IllegalStateException(RESOURCE + ": unknown word " + word);
  }
}
