package dev.arobase.cli;

import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.config.Config;
import dev.arobase.config.load.ConfigLoader;
import dev.arobase.config.load.LoadRequest;
import dev.arobase.config.load.LoadResult;
import dev.arobase.config.load.Overrides;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The command line in a folder and an environment of its own, with what it printed. */
final class CliHarness {
  final Map<String, String> environment = new HashMap<>();
  final List<Options> served = new ArrayList<>();
  final List<String> synced = new ArrayList<>();
  CatalogSnapshot catalog = CatalogSnapshot.EMPTY;
  Probing probing =
      (provider, path, withKey) ->
          new Probing.Probe(Probing.Stage.HTTP, OptionalInt.of(200), "", Duration.ofMillis(12));

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  CliHarness(Path folder) {
    this.folder = folder;
  }

  CliHarness routes(String yaml) throws IOException {
    Files.writeString(folder.resolve("routes.yaml"), yaml);
    return this;
  }

  Console console() {
    return new Console(print(out), print(err), environment, folder);
  }

  int run(String... arguments) {
    out.reset();
    err.reset();
    Console console = console();
    CatalogSource stored = config -> catalog;
    Actions actions =
        new Actions(
            options -> {
              served.add(options);
              return 7;
            },
            new FileConfig(console),
            stored,
            (config, provider, progress) -> {
              synced.add(provider.orElse("all"));
              progress.accept("reading a list");
              return new Syncing.Synced("1 added\n", provider.isEmpty());
            },
            new ResolverExplaining(stored),
            (provider, path, withKey) -> probing.probe(provider, path, withKey));
    return new Cli(console, actions).run(arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  /** A configuration that must be valid. */
  static Config config(String yaml, Map<String, String> environment) {
    LoadRequest request =
        new LoadRequest(
            Optional.empty(), Overrides.NONE, Optional.of(URI.create("http://127.0.0.1:9/v1")));
    LoadResult result = new ConfigLoader(environment).loadText(yaml, Path.of("/srv"), request);
    return switch (result) {
      case LoadResult.Loaded loaded -> loaded.config();
      case LoadResult.Refused refused -> throw new AssertionError(refused.errors());
    };
  }
}
