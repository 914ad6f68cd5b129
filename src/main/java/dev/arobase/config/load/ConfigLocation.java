package dev.arobase.config.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Which routes.yaml is meant. */
public final class ConfigLocation {
  private ConfigLocation() {}

  /**
   * The one that was named, else {@code AROBASE_CONFIG}, else {@code routes.yaml} in the working
   * directory if it exists, else none. One that was named is returned whether it exists or not.
   */
  public static Optional<Path> find(
      Optional<Path> named, Map<String, String> environment, Path workingDirectory) {
    if (named.isPresent()) {
      return named;
    }
    String variable = environment.getOrDefault("AROBASE_CONFIG", "");
    if (!variable.isBlank()) {
      return Optional.of(Path.of(variable));
    }
    Path here = workingDirectory.resolve("routes.yaml");
    return Files.exists(here) ? Optional.of(here) : Optional.empty();
  }
}
