package dev.arobase.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Text pasted into a shell. */
final class Shell {
  private Shell() {}

  /** What a program of this name is given as arguments, one per line. */
  static List<String> argumentsOf(String program, String text) {
    return run(program + "() { printf '%s\\n' \"$@\"; }\n" + text).lines().toList();
  }

  /** The environment that a program of this name is started in. */
  static Map<String, String> environmentOf(String program, String text) {
    return run(program + "() { env; }\n" + text)
        .lines()
        .filter(line -> line.contains("="))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf('=')),
                line -> line.substring(line.indexOf('=') + 1),
                (first, _) -> first));
  }

  /** Whether there is a program of this name. */
  static boolean has(String program) {
    return run("command -v " + program + " || echo none").startsWith("/");
  }

  /** What the script prints. */
  static String run(String script) {
    try {
      Process process = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as("exit status; it printed %s", said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
