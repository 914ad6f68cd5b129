package dev.arobase.config.load;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to load.
 *
 * @param file empty for the built-in defaults; one that does not exist is a mistake
 * @param mockBaseUrl where the built-in provider {@code mock} listens; empty when it does not run
 */
public record LoadRequest(Optional<Path> file, Overrides overrides, Optional<URI> mockBaseUrl) {

  /** A file with nothing said over it. */
  public static LoadRequest of(Path file) {
    return new LoadRequest(Optional.of(file), Overrides.NONE, Optional.empty());
  }

  /** No file: the built-in defaults. */
  public static LoadRequest withoutFile() {
    return new LoadRequest(Optional.empty(), Overrides.NONE, Optional.empty());
  }
}
