package dev.arobase.catalog.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arobase.catalog.join.HeldList;
import dev.arobase.catalog.join.HeldRow;
import dev.arobase.catalog.join.SyncTimes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored catalog. The first line says what follows and carries its checksum; a file that is cut
 * short, altered, or of another version is moved aside and named in the log. Blocking; for a
 * worker.
 */
public final class CatalogFile {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogFile.class);

  private static final String HEAD = "arobase-catalog 1 sha256 ";

  /** A longer file was not written by this program. */
  private static final long MAX_BYTES = 512L << 20;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Path path;

  public CatalogFile(Path path) {
    this.path = path;
  }

  /** What is stored; nothing, when there is no file or a damaged one. */
  StoredCatalog read() {
    byte[] all;
    try {
      if (Files.size(path) > MAX_BYTES) {
        return damaged("it is too large");
      }
      all = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      return StoredCatalog.EMPTY;
    } catch (IOException e) {
      LOG.warn("the stored catalog {} cannot be read: {}", path, e.toString());
      return StoredCatalog.EMPTY;
    }
    int end = 0;
    while (end < all.length && all[end] != '\n') {
      end++;
    }
    String head = new String(all, 0, end, StandardCharsets.ISO_8859_1);
    if (end == all.length || !head.startsWith(HEAD)) {
      return damaged("it is no catalog of this version");
    }
    if (!head.equals(HEAD + checksum(all, end + 1))) {
      return damaged("its checksum does not match");
    }
    try (InputStream body = new ByteArrayInputStream(all, end + 1, all.length - end - 1)) {
      return decode(JSON.readTree(body));
    } catch (IOException | RuntimeException e) {
      return damaged("it cannot be decoded: " + e.getMessage());
    }
  }

  /** Writes all or nothing: to a file beside it, forced to the disk, then renamed. */
  void write(StoredCatalog catalog) throws IOException {
    byte[] body = encode(catalog);
    byte[] head = (HEAD + checksum(body, 0) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(Path.of("."));
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, ".catalog", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        writeFully(channel, head);
        writeFully(channel, body);
        channel.force(true);
      }
      move(fresh, path);
    } finally {
      Files.deleteIfExists(fresh);
    }
    force(folder);
  }

  private StoredCatalog damaged(String why) {
    Path aside = path.resolveSibling(path.getFileName() + ".damaged");
    try {
      move(path, aside);
      LOG.warn("the stored catalog {} was not taken, {}; it is now {}", path, why, aside);
    } catch (IOException e) {
      LOG.warn(
          "the stored catalog {} was not taken, {}; it stays there: {}", path, why, e.toString());
    }
    return StoredCatalog.EMPTY;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** The rename itself must reach the disk; not every file system lets a folder be opened. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("the folder {} cannot be forced to the disk", folder, e);
    }
  }

  private static String checksum(byte[] bytes, int from) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, bytes.length - from);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] encode(StoredCatalog catalog) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart("providers");
      for (Map.Entry<String, SyncTimes> entry : new TreeMap<>(catalog.times()).entrySet()) {
        json.writeObjectFieldStart(entry.getKey());
        SyncTimes times = entry.getValue();
        if (times.lastSuccess().isPresent()) {
          json.writeStringField("last_success", times.lastSuccess().get().toString());
        }
        if (times.staleSince().isPresent()) {
          json.writeStringField("stale_since", times.staleSince().get().toString());
        }
        if (times.lastFailure().isPresent()) {
          json.writeStringField("last_failure", times.lastFailure().get());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeArrayFieldStart("lists");
      for (HeldList list : new TreeMap<>(catalog.lists()).values()) {
        json.writeStartObject();
        json.writeStringField("address", list.address());
        if (list.etag().isPresent()) {
          json.writeStringField("etag", list.etag().get());
        }
        json.writeArrayFieldStart("rows");
        for (HeldRow row : list.rows()) {
          StoredRows.write(json, row);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static StoredCatalog decode(JsonNode json) {
    Map<String, SyncTimes> times = new HashMap<>();
    json.path("providers")
        .properties()
        .forEach(
            field ->
                times.put(
                    field.getKey(),
                    new SyncTimes(
                        instant(field.getValue(), "last_success"),
                        instant(field.getValue(), "stale_since"),
                        Optional.ofNullable(field.getValue().path("last_failure").textValue()))));
    Map<String, HeldList> lists = new HashMap<>();
    for (JsonNode list : json.path("lists")) {
      List<HeldRow> rows = new ArrayList<>();
      list.path("rows").forEach(row -> rows.add(StoredRows.read(row)));
      String address = list.path("address").asText();
      lists.put(
          address, new HeldList(address, Optional.ofNullable(list.path("etag").textValue()), rows));
    }
    return new StoredCatalog(lists, times);
  }

  private static Optional<Instant> instant(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue()).map(Instant::parse);
  }
}
