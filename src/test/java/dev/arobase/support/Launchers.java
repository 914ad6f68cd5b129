package dev.arobase.support;

/** Which launcher the tests take. */
public final class Launchers {
  private Launchers() {}

  /** For tests that share this machine with many others: as cheap as it gets. */
  public static GatewayLauncher cheapest() {
    return new InProcessLauncher();
  }

  /** For tests about the process: its signals, its log. */
  public static ProcessLauncher process() {
    return ProcessLauncher.classPath("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");
  }
}
