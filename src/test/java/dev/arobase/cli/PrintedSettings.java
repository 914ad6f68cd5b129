package dev.arobase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** What {@code connect} prints, for tests that use it as it stands. */
public final class PrintedSettings {
  private PrintedSettings() {}

  /** Every client that there are settings for. */
  public static List<String> clients() {
    return new ConnectGuide().clients().stream().map(ConnectGuide.Client::name).toList();
  }

  /** For a gateway at this port of the loopback address. */
  public static String of(String client, int port, String key, String model, Path folder) {
    CliHarness cli = new CliHarness(folder);
    String[] line = {
      "connect", client, "--port", Integer.toString(port), "--key", key, "--model", model
    };
    assertThat(cli.run(line)).as(cli.err()).isZero();
    return cli.out();
  }
}
