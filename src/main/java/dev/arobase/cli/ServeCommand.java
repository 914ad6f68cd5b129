package dev.arobase.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "serve", description = "Start the gateway. This is what arobase does by default.")
final class ServeCommand implements Callable<Integer> {
  private final Session session;

  ServeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return session.actions().serve().serve(session.options());
  }
}
