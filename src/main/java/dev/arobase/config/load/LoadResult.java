package dev.arobase.config.load;

import dev.arobase.config.Config;
import java.util.List;

/** How loading ended. */
public sealed interface LoadResult {

  /** What is dubious but in force. */
  List<Diagnostic> warnings();

  /**
   * Every file that was read or looked for: routes.yaml, keys, certificates. A change of one of
   * them is a reason to load again.
   */
  FilesState files();

  /** It is valid. */
  record Loaded(Config config, List<Diagnostic> warnings, FilesState files) implements LoadResult {
    public Loaded {
      warnings = List.copyOf(warnings);
    }
  }

  /** It is not: all mistakes in the order of the file, at least one. */
  record Refused(List<Diagnostic> errors, List<Diagnostic> warnings, FilesState files)
      implements LoadResult {
    public Refused {
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
    }
  }
}
