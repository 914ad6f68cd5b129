package dev.arobase.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the program was started from and where it prints. Results go to {@code out}, progress and
 * complaints to {@code err}.
 */
public record Console(
    PrintStream out, PrintStream err, Map<String, String> environment, Path workingDirectory) {

  public Console {
    environment = Map.copyOf(environment);
  }

  /** The process's own. */
  public static Console system() {
    return new Console(System.out, System.err, System.getenv(), Path.of("").toAbsolutePath());
  }

  /** The value of a variable, empty when it is not set or blank. */
  String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }
}
