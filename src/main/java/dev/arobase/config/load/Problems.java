package dev.arobase.config.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong while the reading goes on. */
final class Problems {
  /** More than this and nobody reads them; what is beyond is counted. */
  private static final int MOST = 200;

  static final String ENVIRONMENT = "environment";
  static final String COMMAND_LINE = "command line";

  private final String file;
  private final List<Diagnostic> errors = new ArrayList<>();
  private final List<Diagnostic> warnings = new ArrayList<>();
  private int notKept;

  Problems(String file) {
    this.file = file;
  }

  void error(Place place, String message) {
    error(new Diagnostic(file, place.line(), place.column(), message));
  }

  void error(Place place, KeyPath path, String message) {
    error(place, (path.text().isEmpty() ? "the file" : path.text() + ":") + " " + message);
  }

  void error(String source, String message) {
    error(new Diagnostic(source, 0, 0, message));
  }

  private void error(Diagnostic error) {
    if (errors.contains(error)) {
      return;
    }
    if (errors.size() < MOST) {
      errors.add(error);
    } else {
      notKept++;
    }
  }

  void warning(Place place, KeyPath path, String message) {
    warning(new Diagnostic(file, place.line(), place.column(), path.text() + ": " + message));
  }

  void warning(String source, String message) {
    warning(new Diagnostic(source, 0, 0, message));
  }

  private void warning(Diagnostic warning) {
    if (warnings.size() < MOST && !warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  boolean none() {
    return errors.isEmpty();
  }

  /** In the order of the file; those about no line come last. */
  List<Diagnostic> errors() {
    List<Diagnostic> sorted = sorted(errors);
    if (notKept > 0) {
      sorted.add(new Diagnostic(file, 0, 0, "and " + notKept + " more mistakes"));
    }
    return sorted;
  }

  List<Diagnostic> warnings() {
    return sorted(warnings);
  }

  private static List<Diagnostic> sorted(List<Diagnostic> diagnostics) {
    List<Diagnostic> sorted = new ArrayList<>(diagnostics);
    sorted.sort(
        Comparator.comparing((Diagnostic diagnostic) -> diagnostic.line() == 0)
            .thenComparingInt(Diagnostic::line)
            .thenComparingInt(Diagnostic::column));
    return sorted;
  }
}
