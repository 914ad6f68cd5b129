package dev.arobase.support;

import dev.arobase.Program;
import dev.arobase.cli.Options;
import dev.arobase.config.load.Overrides;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Starts the program in this JVM, as its main class would, without signals and log. */
public final class InProcessLauncher implements GatewayLauncher {

  @Override
  public RunningGateway start(
      Path routes, Map<String, String> environment, Path dataDirectory, String... arguments) {
    if (arguments.length > 0) {
      throw new IllegalArgumentException("options are for a process of its own");
    }
    Overrides overrides =
        new Overrides(Optional.empty(), OptionalInt.of(0), Optional.of(dataDirectory), false);
    Options options = new Options(Optional.of(routes), overrides, Optional.empty());
    Program program = Program.start(options, environment, "test", _ -> {});
    return new RunningGateway() {
      @Override
      public int port() {
        return program.gateway().port();
      }

      @Override
      public String log() {
        throw new UnsupportedOperationException("this JVM's log holds that of every gateway");
      }

      @Override
      public void close() {
        program.close();
      }
    };
  }
}
