package dev.arobase.cli;

import dev.arobase.config.LogFormat;
import dev.arobase.config.load.ConfigLocation;
import dev.arobase.config.load.Overrides;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
final class GlobalOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "routes.yaml to use ($AROBASE_CONFIG, else ./routes.yaml, else none).")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      scope = ScopeType.INHERIT,
      description = "Address to listen on ($AROBASE_HOST).")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      scope = ScopeType.INHERIT,
      description = "Port to listen on, 0 for any free one ($AROBASE_PORT).")
  private Optional<String> port = Optional.empty();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Where the catalog and the like are kept ($AROBASE_DATA_DIR).")
  private Optional<String> dataDirectory = Optional.empty();

  @Option(
      names = "--open",
      scope = ScopeType.INHERIT,
      description = "No client keys although others can reach the address ($AROBASE_OPEN=true).")
  private boolean open;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description = "auto, json or text; auto is text on a terminal ($AROBASE_LOG_FORMAT).")
  private Optional<String> logFormat = Optional.empty();

  /**
   * @throws Complaint when a value is none of those that are possible
   */
  Options read(Console console) {
    // "$UNSET" in a script: better said than read as the working directory or as no address.
    notEmpty("--config", config.map(Path::toString));
    notEmpty("--host", host);
    notEmpty("--data-dir", dataDirectory);
    Optional<Integer> portNumber =
        orVariable(port, console, "AROBASE_PORT").map(GlobalOptions::portNumber);
    return new Options(
        ConfigLocation.find(config, console.environment(), console.workingDirectory()),
        new Overrides(
            orVariable(host, console, "AROBASE_HOST"),
            portNumber.map(OptionalInt::of).orElse(OptionalInt.empty()),
            orVariable(dataDirectory, console, "AROBASE_DATA_DIR").map(Path::of),
            open || openVariable(console)),
        orVariable(logFormat, console, "AROBASE_LOG_FORMAT").map(GlobalOptions::format));
  }

  private static void notEmpty(String option, Optional<String> given) {
    if (given.filter(String::isBlank).isPresent()) {
      throw Complaint.usage(option + " is empty; leave it out or give it a value");
    }
  }

  private static Optional<String> orVariable(
      Optional<String> given, Console console, String variable) {
    return given.or(
        () -> Optional.of(console.variable(variable)).filter(value -> !value.isEmpty()));
  }

  private static int portNumber(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= 65_535) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // Falls through to the same complaint.
    }
    throw Complaint.usage("port '" + text + "' is not a number from 0 to 65535");
  }

  private static boolean openVariable(Console console) {
    return switch (console.variable("AROBASE_OPEN").toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      case "", "false", "no", "0" -> false;
      default -> throw Complaint.usage("AROBASE_OPEN is neither true nor false");
    };
  }

  private static LogFormat format(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(LogFormat.values())
        .filter(format -> format.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> Complaint.usage("log format '" + text + "' is none of auto, json, text"));
  }
}
