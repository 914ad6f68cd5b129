package dev.arobase.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "sync",
    description = {
      "Read the providers' model lists once, now, and say what changed.",
      "Exit status 1 when a list could not be read."
    })
final class SyncCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--provider", paramLabel = "PROVIDER", description = "Only this one's list.")
  private Optional<String> provider = Optional.empty();

  SyncCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Syncing.Synced synced =
        session
            .actions()
            .syncing()
            .sync(session.config(), provider, line -> session.console().err().println(line));
    session.console().out().println(synced.difference().strip());
    return synced.complete() ? 0 : 1;
  }
}
