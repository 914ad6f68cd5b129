package dev.arobase.cli;

import dev.arobase.config.load.ConfigLoader;
import dev.arobase.config.load.LoadRequest;
import dev.arobase.config.load.LoadResult;
import java.net.URI;
import java.util.Optional;

/** Loads the configuration as the gateway would, for the commands that don't run it. */
public final class FileConfig implements ConfigSource {
  /** The mock provider runs inside the gateway alone; this stands for its address. */
  private static final URI MOCK_OF_A_GATEWAY = URI.create("http://127.0.0.1:9/v1");

  private final Console console;

  public FileConfig(Console console) {
    this.console = console;
  }

  @Override
  public LoadResult load(Options options) {
    ConfigLoader loader = new ConfigLoader(FirstKey.environment(console, options));
    return loader.load(
        new LoadRequest(options.configFile(), options.overrides(), Optional.of(MOCK_OF_A_GATEWAY)));
  }
}
