package dev.arobase.cli;

import dev.arobase.config.Config;
import dev.arobase.config.Secret;
import dev.arobase.config.load.DataDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The client key of an installation where nobody configured one although others can reach it: made
 * at the first start and kept in the data directory.
 */
public final class FirstKey {
  private static final String FILE = "client-key";
  private static final int BYTES = 24;

  /** Set to {@code true} in the image: a key is made where nobody configured one. */
  private static final String WANTED = "AROBASE_MAKE_KEY";

  private static final String KEY = "AROBASE_KEY";

  private FirstKey() {}

  /**
   * Makes the key, if one is wanted and none is there yet. Before the configuration is loaded for
   * the first time.
   *
   * @param random a cryptographic one
   * @throws Complaint when the data directory cannot be written
   */
  public static void make(Console console, Options options, RandomGenerator random) {
    if (wanted(console, options) && stored(directory(console, options)).isEmpty()) {
      make(directory(console, options), random);
    }
  }

  /** The environment with the key in {@code AROBASE_KEY}, if one is wanted. */
  public static Map<String, String> environment(Console console, Options options) {
    Map<String, String> environment = new HashMap<>(console.environment());
    if (wanted(console, options)) {
      // A command that runs before the first start must not complain about the missing key.
      String key =
          stored(directory(console, options)).map(Secret::reveal).orElse("made-at-the-first-start");
      environment.put(KEY, key);
    }
    return Map.copyOf(environment);
  }

  /** The made key, if it is the one in force and so is to be shown. */
  public static Optional<Secret> shown(Console console, Options options, Config config) {
    return wanted(console, options)
        ? stored(directory(console, options))
            .filter(
                key ->
                    config.auth().keys().stream()
                        .anyMatch(client -> client.digest().equals(key.digest())))
        : Optional.empty();
  }

  private static boolean wanted(Console console, Options options) {
    return console.variable(WANTED).equals("true")
        && console.variable(KEY).isEmpty()
        && !options.overrides().open();
  }

  private static Path directory(Console console, Options options) {
    return options
        .overrides()
        .dataDirectory()
        .orElseGet(() -> DataDirectory.usual(console.environment()));
  }

  /** The key that an earlier start stored. */
  static Optional<Secret> stored(Path dataDirectory) {
    try {
      String text = Files.readString(dataDirectory.resolve(FILE), StandardCharsets.ISO_8859_1);
      return Optional.of(text.strip()).filter(key -> !key.isEmpty()).map(Secret::of);
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private static void make(Path dataDirectory, RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String key = "sk-arobase-" + HexFormat.of().formatHex(bytes);
    try {
      Files.createDirectories(dataDirectory);
      // A temporary file is its owner's alone from the start; moving it keeps that.
      Path written = Files.createTempFile(dataDirectory, FILE, ".new");
      Files.writeString(written, key + "\n");
      Files.move(written, dataDirectory.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw Complaint.about(
          "the client key that is made at the first start cannot be kept in "
              + dataDirectory
              + "; name a directory that can be written with --data-dir, or set "
              + KEY);
    }
  }
}
