package dev.arobase.cli;

import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "models",
    description = "List the catalog: id, context, price in and out in USD per 1M tokens.")
final class ModelsCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--provider",
      paramLabel = "PROVIDER",
      description = "Only what this one offers, at its prices.")
  private Optional<String> provider = Optional.empty();

  @Option(names = "--json", description = "As a JSON array.")
  private boolean json;

  ModelsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Config config = session.config();
    Optional<String> only = provider.map(name -> known(config, name).name());
    CatalogSnapshot snapshot = session.actions().catalog().stored(config);
    if (snapshot.models().isEmpty()) {
      session.console().err().println("no catalog is stored yet; reading the providers' lists");
      session
          .actions()
          .syncing()
          .sync(config, Optional.empty(), line -> session.console().err().println(line));
      snapshot = session.actions().catalog().stored(config);
    }
    List<ModelRow> rows = ModelRow.of(snapshot, only);
    session.console().out().print(json ? ModelTable.json(rows) : ModelTable.text(rows));
    return 0;
  }

  private static ProviderConfig known(Config config, String name) {
    ProviderConfig provider =
        config
            .provider(name)
            .orElseThrow(() -> Complaint.about("there is no provider '" + name + "'"));
    if (!provider.enabled()) {
      throw Complaint.about(
          "the provider " + provider.name() + " is off: " + provider.disabledReason().orElse(""));
    }
    return provider;
  }
}
