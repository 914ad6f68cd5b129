package dev.arobase.cli;

import dev.arobase.config.Config;
import java.util.Optional;

/** Says how a model reference would be routed. */
@FunctionalInterface
public interface Explaining {
  Explained explain(Config config, String model, Optional<String> provider);

  /**
   * One explanation in two forms with the same facts.
   *
   * @param text for people, with line ends
   * @param json one JSON object
   * @param routed whether a request would be sent anywhere
   */
  record Explained(String text, String json, boolean routed) {}
}
