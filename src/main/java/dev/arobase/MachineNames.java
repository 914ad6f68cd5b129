package dev.arobase;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/** The names by which this machine knows itself. */
final class MachineNames {
  private MachineNames() {}

  /** Lower case; empty where the machine does not know. */
  static Set<String> of() {
    try {
      return Set.of(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
    } catch (UnknownHostException e) {
      return Set.of();
    }
  }
}
