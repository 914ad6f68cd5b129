package dev.arobase.cli;

import dev.arobase.config.load.LoadResult;

/** Reads the configuration that the options name, without putting it in force. */
@FunctionalInterface
public interface ConfigSource {
  LoadResult load(Options options);
}
