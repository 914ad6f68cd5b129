package dev.arobase.cli;

import dev.arobase.config.Config;
import dev.arobase.config.load.LoadResult;
import dev.arobase.config.load.LoadResult.Loaded;
import dev.arobase.config.load.LoadResult.Refused;

/** What the commands of one start share. */
record Session(Console console, Actions actions, GlobalOptions global) {
  Session(Console console, Actions actions) {
    this(console, actions, new GlobalOptions());
  }

  Options options() {
    return global.read(console);
  }

  /**
   * The configuration, its warnings told on {@code err}.
   *
   * @throws Complaint with every mistake, when it has any
   */
  Config config() {
    LoadResult result = actions.config().load(options());
    result.warnings().forEach(warning -> console.err().println("warning: " + warning.text()));
    return switch (result) {
      case Loaded loaded -> loaded.config();
      case Refused refused -> {
        refused.errors().forEach(error -> console.err().println(error.text()));
        throw Complaint.about("the configuration has mistakes; 'arobase check' lists them");
      }
    };
  }
}
