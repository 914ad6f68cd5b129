package dev.arobase.config.load;

import java.nio.file.Path;
import java.util.Map;

/** Where state is kept when nobody says so. */
public final class DataDirectory {
  private DataDirectory() {}

  /** {@code $XDG_STATE_HOME/arobase}, else {@code ~/.local/state/arobase}, else {@code data}. */
  public static Path usual(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    if (!state.isBlank()) {
      return Path.of(state, "arobase");
    }
    return home.isBlank() ? Path.of("data") : Path.of(home, ".local", "state", "arobase");
  }
}
