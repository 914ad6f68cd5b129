package dev.arobase.cli;

import dev.arobase.config.Config;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the providers' lists once, now. */
@FunctionalInterface
public interface Syncing {
  /**
   * Takes what is well; a list that could not be read leaves the catalog as it was.
   *
   * @param provider only this one's, else everybody's
   * @param progress is given one line per event
   */
  Synced sync(Config config, Optional<String> provider, Consumer<String> progress);

  /**
   * How it went.
   *
   * @param difference what changed, for people, with line ends
   * @param complete whether every list could be read
   */
  record Synced(String difference, boolean complete) {}
}
