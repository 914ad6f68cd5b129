package dev.arobase.config.load;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the command line says over the file.
 *
 * @param open {@code --open}: no client key is needed although the listener is not on loopback
 */
public record Overrides(
    Optional<String> host, OptionalInt port, Optional<Path> dataDirectory, boolean open) {

  public static final Overrides NONE =
      new Overrides(Optional.empty(), OptionalInt.empty(), Optional.empty(), false);
}
