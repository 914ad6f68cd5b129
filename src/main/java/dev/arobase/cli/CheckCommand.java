package dev.arobase.cli;

import dev.arobase.config.load.LoadResult;
import dev.arobase.config.load.LoadResult.Loaded;
import dev.arobase.config.load.LoadResult.Refused;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "check",
    description = {
      "Validate the configuration: every mistake with its file, line and column.",
      "Exit status 0 when there is none, else 1."
    })
final class CheckCommand implements Callable<Integer> {
  private final Session session;

  CheckCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Options options = session.options();
    PrintStream out = session.console().out();
    LoadResult result = session.actions().config().load(options);
    result.warnings().forEach(warning -> out.println("warning: " + warning.text()));
    return switch (result) {
      case Loaded loaded -> {
        long on = loaded.config().providers().enabled().size();
        out.println(
            options.configFile().map(file -> file + ": ok").orElse("no file: built-in defaults")
                + ", "
                + count(on, "provider")
                + " on, "
                + count(loaded.config().routes().size(), "route"));
        yield 0;
      }
      case Refused refused -> {
        refused.errors().forEach(error -> out.println(error.text()));
        session.console().err().println(count(refused.errors().size(), "mistake"));
        yield 1;
      }
    };
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
