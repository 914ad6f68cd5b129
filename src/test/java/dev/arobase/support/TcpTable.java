package dev.arobase.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What the kernel knows about this machine's TCP sockets. */
public final class TcpTable {
  private static final String SYN_SENT = "02";

  private TcpTable() {}

  /** How many sockets have sent a SYN to this port and wait for its answer. */
  public static long connectingTo(int port) {
    String remote = String.format(Locale.ROOT, ":%04X", port);
    return Stream.of("tcp", "tcp6")
        .flatMap(TcpTable::rows)
        .map(row -> row.strip().split("\\s+"))
        .filter(columns -> columns[2].endsWith(remote) && columns[3].equals(SYN_SENT))
        .count();
  }

  private static Stream<String> rows(String family) {
    try {
      return Files.readAllLines(Path.of("/proc/self/net", family)).stream().skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
