package dev.arobase.config.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads the files that the configuration names, each with a bound, and remembers which. */
final class FilesRead {
  private final Path directory;
  private final Map<Path, String> digests = new TreeMap<>();

  /**
   * @param directory what relative paths are relative to
   */
  FilesRead(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /**
   * The bytes of a file.
   *
   * @throws IOException with a message for people, when it is not there, cannot be read, or is
   *     longer than the bound
   */
  byte[] read(Path path, int bound) throws IOException {
    Path file = absolute(path);
    digests.put(file, FilesState.UNREADABLE);
    if (Files.isDirectory(file)) {
      throw new IOException(path + " is a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(bound + 1);
      digests.put(file, FilesState.digestOf(bytes));
      if (bytes.length > bound) {
        digests.put(file, FilesState.digestOf(file));
        throw new IOException(path + " is longer than " + SizeText.format(bound));
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + path, e);
    } catch (java.nio.file.AccessDeniedException e) {
      throw new IOException(path + " may not be read by this user", e);
    }
  }

  Path absolute(Path path) {
    return directory.resolve(path).normalize();
  }

  FilesState state() {
    return new FilesState(digests);
  }
}
