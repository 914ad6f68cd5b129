package dev.arobase.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What the kernel knows about this machine's TCP sockets. */
public final class TcpTable {
  private static final String ESTABLISHED = "01";
  private static final String SYN_SENT = "02";

  private TcpTable() {}

  /** How many sockets have sent a SYN to this port and wait for its answer. */
  public static long connectingTo(int port) {
    return count(port, SYN_SENT);
  }

  /** How many sockets are connected to this port, from their own point of view. */
  public static long connectedTo(int port) {
    return count(port, ESTABLISHED);
  }

  private static long count(int port, String state) {
    String remote = String.format(Locale.ROOT, ":%04X", port);
    return Stream.of("tcp", "tcp6")
        .flatMap(TcpTable::rows)
        .map(row -> row.strip().split("\\s+"))
        .filter(columns -> columns[2].endsWith(remote) && columns[3].equals(state))
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
