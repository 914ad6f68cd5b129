package dev.arobase.cli;

import dev.arobase.cli.ConnectGuide.Client;
import dev.arobase.cli.ConnectGuide.Values;
import dev.arobase.config.Config;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "connect",
    description = "Print the exact settings that point a client here; without a name, the list.")
final class ConnectCommand implements Callable<Integer> {
  /** What stands for a key that only its owner knows. */
  private static final String UNKNOWN_KEY = "YOUR_AROBASE_KEY";

  /** An open gateway takes any key, and most clients insist on one. */
  private static final String ANY_KEY = "arobase";

  private final Session session;

  @Parameters(arity = "0..1", paramLabel = "CLIENT", description = "Such as openai-python.")
  private Optional<String> name = Optional.empty();

  @Option(names = "--model", paramLabel = "MODEL", description = "The model to put in.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The client key to put in ($AROBASE_KEY).")
  private Optional<String> key = Optional.empty();

  ConnectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ConnectGuide guide = new ConnectGuide();
    Console console = session.console();
    if (name.isEmpty()) {
      guide
          .clients()
          .forEach(client -> console.out().printf("%-16s %s%n", client.name(), client.title()));
      return 0;
    }
    Client client =
        guide
            .find(name.get())
            .orElseThrow(
                () ->
                    Complaint.usage(
                        "no settings for '"
                            + name.get()
                            + "'; 'arobase connect' lists the clients. Any other takes the base"
                            + " URL of 'arobase connect curl'"));
    Config config = session.config();
    int port = config.server().port();
    String chosen = model.orElseGet(() -> SampleModel.of(config));
    String origin = ClientAddress.origin(config.server(), port);
    console.out().print(guide.settings(client, new Values(origin, clientKey(config), chosen)));
    return 0;
  }

  private String clientKey(Config config) {
    if (key.isPresent()) {
      return key.get();
    }
    if (!config.auth().required()) {
      return ANY_KEY;
    }
    String variable = session.console().variable("AROBASE_KEY");
    if (!variable.isEmpty()) {
      return variable;
    }
    return FirstKey.stored(config.dataDirectory())
        .map(stored -> stored.reveal())
        .orElse(UNKNOWN_KEY);
  }
}
