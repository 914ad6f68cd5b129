package dev.arobase.config.load;

import dev.arobase.config.Config;

/** Told of each change of the configuration in force. */
@FunctionalInterface
public interface ConfigListener {

  /** Called once per change, in the order of changes, on the thread that made it. */
  void changed(Config before, Config after);
}
