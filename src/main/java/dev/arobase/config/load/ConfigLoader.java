package dev.arobase.config.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.arobase.config.Config;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a configuration of routes.yaml, the environment and the command line. Reads files, so not
 * for an event loop. Never throws for what a user wrote: every mistake is in the result.
 */
public final class ConfigLoader {
  private static final int LONGEST_FILE = 4 * 1024 * 1024;

  private final Map<String, String> environment;
  private final BuiltInProviders builtIns = BuiltInProviders.load();

  /**
   * @param environment the variables that {@code ${VAR}} and the built-in providers read
   */
  public ConfigLoader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  public LoadResult load(LoadRequest request) {
    return request
        .file()
        .map(file -> loadFile(file, request))
        .orElseGet(() -> loadNothing(request));
  }

  /** As {@link #load}, of a text instead of a file; other files are relative to the directory. */
  public LoadResult loadText(String text, Path directory, LoadRequest request) {
    Reading reading = reading("routes.yaml", directory);
    return document(text, reading, request);
  }

  private LoadResult loadNothing(LoadRequest request) {
    Reading reading = reading("routes.yaml", Path.of(""));
    return finish(Section.absent(reading, KeyPath.ROOT), request);
  }

  private LoadResult loadFile(Path file, LoadRequest request) {
    Path absolute = file.toAbsolutePath().normalize();
    Path directory = Optional.ofNullable(absolute.getParent()).orElse(absolute);
    Reading reading = reading(file.toString(), directory);
    try {
      Optional<String> text =
          decoded(reading.files().read(absolute, LONGEST_FILE), reading.problems());
      return text.map(some -> document(some, reading, request)).orElseGet(() -> refused(reading));
    } catch (IOException e) {
      reading.problems().error(Place.NONE, String.valueOf(e.getMessage()));
      return refused(reading);
    }
  }

  private Reading reading(String name, Path directory) {
    return new Reading(environment, new Problems(name), new FilesRead(directory));
  }

  private static Optional<String> decoded(byte[] bytes, Problems problems) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      String text =
          UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(in)
              .toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, in.position(), UTF_8);
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      String start = before.substring(before.lastIndexOf('\n') + 1);
      problems.error(
          new Place(line, start.codePointCount(0, start.length()) + 1),
          "not UTF-8; save the file in that encoding");
      return Optional.empty();
    }
  }

  private LoadResult document(String text, Reading reading, LoadRequest request) {
    Optional<YamlValue> document = YamlReader.read(text, reading.problems());
    if (document.isEmpty() && !reading.problems().none()) {
      return refused(reading);
    }
    Section root =
        document
            .map(value -> Section.of(new Field(reading, KeyPath.ROOT, value)))
            .orElseGet(() -> Section.absent(reading, KeyPath.ROOT));
    return finish(root, request);
  }

  private LoadResult finish(Section root, LoadRequest request) {
    Reading reading = root.reading();
    Config config = RootReader.read(root, builtIns, environment, request);
    return reading.problems().none()
        ? new LoadResult.Loaded(config, reading.problems().warnings(), reading.files().state())
        : refused(reading);
  }

  private static LoadResult refused(Reading reading) {
    return new LoadResult.Refused(
        reading.problems().errors(), reading.problems().warnings(), reading.files().state());
  }
}
