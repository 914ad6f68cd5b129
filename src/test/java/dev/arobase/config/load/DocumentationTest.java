package dev.arobase.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Parser, schema, documentation and the shipped file say the same. */
class DocumentationTest {
  private static final Set<String> SHARED =
      Set.of("timeouts", "retry", "breaker", "queue", "proxy", "prices", "target");

  private final JsonNode schema = schema();

  private static JsonNode schema() {
    try (InputStream in =
        DocumentationTest.class.getResourceAsStream("/dev/arobase/config/routes.schema.json")) {
      return new JsonMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theSchemaKnowsTheKeysThatTheParserKnowsAndNoOthers() {
    assertThat(keysOfTheSchema(true).keySet()).containsExactlyElementsOf(keysOfTheParser());
  }

  @Test
  void everyKeyHasASentenceInTheSchema() {
    assertThat(keysOfTheSchema(true))
        .allSatisfy((key, description) -> assertThat(description).as(key).matches("\\S.*[.]"));
  }

  @Test
  void theDocumentationHasARowForEveryKeyAndForNoOther() throws IOException {
    String text = Files.readString(Path.of("docs/configuration.md"));
    Set<String> rows =
        Pattern.compile("^\\| `([a-z_0-9.*\\[\\]]+)` \\|", Pattern.MULTILINE)
            .matcher(text.substring(0, text.indexOf("## Built-in providers")))
            .results()
            .map((MatchResult row) -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rows).containsExactlyElementsOf(keysOfTheSchema(false).keySet());
  }

  @Test
  void theDocumentationNamesEveryBuiltInProviderWithItsVariables() throws IOException {
    String text = Files.readString(Path.of("docs/configuration.md"));
    String table = text.substring(text.indexOf("## Built-in providers"));
    for (BuiltInProvider provider : BuiltInProviders.load().all()) {
      String row =
          table
              .lines()
              .filter(line -> line.startsWith("| `" + provider.name() + "` |"))
              .findFirst()
              .orElse("");
      assertThat(row).as(provider.name()).isNotEmpty();
      provider.synonyms().forEach(synonym -> assertThat(row).contains("`" + synonym + "`"));
      provider.keyVariables().forEach(variable -> assertThat(row).contains("`" + variable + "`"));
      provider.baseUrl().ifPresent(url -> assertThat(row).contains("`" + url + "`"));
    }
  }

  @Test
  void theShippedFileWorksWithoutAnyEnvironmentAndPointsAtTheSchema() throws IOException {
    LoadResult result =
        new ConfigLoader(Map.of()).load(LoadRequest.of(Path.of("routes.yaml").toAbsolutePath()));
    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    assertThat(result.warnings()).isEmpty();
    String first = Files.readAllLines(Path.of("routes.yaml")).getFirst();
    String prefix = "# yaml-language-server: $schema=";
    assertThat(first).startsWith(prefix);
    assertThat(Path.of(first.substring(prefix.length()))).exists();
  }

  @Test
  void theShippedFileIsValidWithEverythingSwitchedOnAndShowsEverySection() throws IOException {
    String all = Files.readString(Path.of("routes.yaml")).replaceAll("(?m)^#(?=[a-z_]+:|  )", "");
    LoadResult result = Loading.result(all, Map.of("AROBASE_KEY", "k", "OPENAI_API_KEY", "k"));
    assertThat(((LoadResult.Refused) result).errors())
        .as("only the files that it names are not there")
        .allSatisfy(
            error -> assertThat(error.message()).contains("cannot be read: there is no file"));
    for (String section : (Iterable<String>) schema.path("properties")::fieldNames) {
      assertThat(all).as(section).contains("\n" + section + ":");
    }
  }

  private static Set<String> keysOfTheParser() {
    Problems problems = new Problems("routes.yaml");
    Reading reading = new Reading(Map.of(), problems, new FilesRead(Path.of("")));
    YamlValue document = YamlReader.read(EveryKey.YAML, problems).orElseThrow();
    Section root = Section.of(new Field(reading, KeyPath.ROOT, document));
    RootReader.read(root, BuiltInProviders.load(), Map.of(), LoadRequest.withoutFile());
    assertThat(problems.errors())
        .as("the file with every key has no other mistakes than files that are not there")
        .allSatisfy(
            error -> assertThat(error.message()).contains("cannot be read: there is no file"));
    return reading.keys();
  }

  /** Each key with its description. */
  private Map<String, String> keysOfTheSchema(boolean everywhere) {
    Map<String, String> keys = new TreeMap<>();
    walk(schema, "", everywhere, keys);
    return keys;
  }

  private void walk(JsonNode node, String path, boolean everywhere, Map<String, String> keys) {
    shared(node)
        .filter(name -> everywhere ? !path.endsWith("targets[].targets[]") : first(name, path))
        .ifPresent(name -> walk(schema.path("$defs").path(name), path, everywhere, keys));
    node.path("anyOf").forEach(choice -> walk(choice, path, everywhere, keys));
    node.path("properties")
        .properties()
        .forEach(
            property -> {
              String key = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
              add(property.getValue(), key, everywhere, keys);
            });
    if (node.path("additionalProperties").isObject()) {
      add(node.path("additionalProperties"), path + ".*", everywhere, keys);
    }
    if (node.path("items").isObject()) {
      walk(node.path("items"), path + "[]", everywhere, keys);
    }
  }

  private void add(JsonNode node, String key, boolean everywhere, Map<String, String> keys) {
    keys.put(key, node.path("description").asText(""));
    // A group nests in itself: its keys are those of the level above.
    if (!key.startsWith("routes.*.targets[].targets")) {
      walk(node, key, everywhere, keys);
    }
  }

  private static Optional<String> shared(JsonNode node) {
    String reference = node.path("$ref").asText("");
    return Optional.of(reference.substring(reference.lastIndexOf('/') + 1))
        .filter(SHARED::contains);
  }

  /** Where the documentation shows a group of keys that stands in several places. */
  private static boolean first(String name, String path) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "proxy" -> path.equals("proxy");
      case "prices" -> path.equals("providers.*.models.pricing.*");
      case "target" -> path.equals("routes.*.targets[]");
      default -> path.startsWith("defaults.");
    };
  }
}
