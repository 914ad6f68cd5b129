package dev.arobase.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = {
      "Say how a model id would be routed, step by step, and what was ruled out and why.",
      "Nothing is sent. Exit status 1 when a request would be refused."
    })
final class ExplainCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "MODEL", description = "Such as @deepinfra/Qwen/Qwen3-Max or a route.")
  private String model = "";

  @Option(
      names = "--provider",
      paramLabel = "PROVIDER",
      description = "As if the request named this provider.")
  private Optional<String> provider = Optional.empty();

  @Option(names = "--json", description = "The same facts as one JSON object.")
  private boolean json;

  ExplainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Explaining.Explained explained =
        session.actions().explaining().explain(session.config(), model, provider);
    session.console().out().println((json ? explained.json() : explained.text()).strip());
    return explained.routed() ? 0 : 1;
  }
}
