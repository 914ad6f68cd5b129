package dev.arobase.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads texts in tests. */
final class Loading {
  private Loading() {}

  static LoadResult result(String yaml, Map<String, String> environment) {
    return new ConfigLoader(environment)
        .loadText(yaml, Path.of("").toAbsolutePath(), LoadRequest.withoutFile());
  }

  static Config config(String yaml, Map<String, String> environment) {
    LoadResult result = result(yaml, environment);
    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    return ((LoadResult.Loaded) result).config();
  }

  static Config config(String yaml) {
    return config(yaml, Map.of());
  }

  /** What a map holds, as something that is there. */
  static <V> V at(Map<String, V> map, String key) {
    return Optional.ofNullable(map.get(key)).orElseThrow();
  }

  static ProviderConfig provider(Config config, String name) {
    return config.provider(name).orElseThrow();
  }

  /** Each as {@code line:column: message}. */
  static List<String> errors(String yaml, Map<String, String> environment) {
    LoadResult result = result(yaml, environment);
    assertThat(result).as(yaml).isInstanceOf(LoadResult.Refused.class);
    return ((LoadResult.Refused) result)
        .errors().stream().map(error -> error.text().replace("routes.yaml:", "")).toList();
  }

  static List<String> errors(String yaml) {
    return errors(yaml, Map.of());
  }

  static List<String> warnings(String yaml, Map<String, String> environment) {
    return result(yaml, environment).warnings().stream().map(Diagnostic::text).toList();
  }
}
