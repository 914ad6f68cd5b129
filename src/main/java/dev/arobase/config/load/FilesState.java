package dev.arobase.config.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a set of files held, as digests, at the moment they were read. Content is compared and
 * nothing else: a mounted ConfigMap changes by a swap of symbolic links, an editor by a rename, and
 * times are too coarse to trust.
 *
 * @param digests by absolute path
 */
public record FilesState(Map<Path, String> digests) {
  static final String UNREADABLE = "unreadable";

  /** No file as long as this is read by the configuration; of a longer one the beginning counts. */
  private static final int LONGEST = 4 * 1024 * 1024;

  public FilesState {
    digests = Map.copyOf(digests);
  }

  /** The files themselves. */
  public Set<Path> paths() {
    return digests.keySet();
  }

  /** The same files as they are now. Reads them all, so not for an event loop. */
  FilesState now() {
    Map<Path, String> now = new TreeMap<>();
    paths().forEach(file -> now.put(file, digestOf(file)));
    return new FilesState(now);
  }

  /** These and those; where both know a file, as those say. */
  FilesState and(FilesState those) {
    Map<Path, String> both = new TreeMap<>(digests);
    both.putAll(those.digests);
    return new FilesState(both);
  }

  static String digestOf(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return digestOf(in.readNBytes(LONGEST));
    } catch (IOException e) {
      return UNREADABLE;
    }
  }

  static String digestOf(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
