package dev.arobase.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** {@code arobase} without a command serves. */
@Command(
    name = "arobase",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "[COMMAND]",
    sortOptions = false,
    description = "An OpenAI-compatible routing gateway for large language models.")
final class RootCommand implements Callable<Integer> {
  private final Session session;

  RootCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return session.actions().serve().serve(session.options());
  }
}
