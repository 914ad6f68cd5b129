package dev.arobase.config.load;

import java.util.List;

/** Counts what becomes of changed files. */
public interface ReloadObserver {

  /** A changed configuration is in force. */
  void reloaded(List<Diagnostic> warnings);

  /** A broken one was refused; the last good one stays. */
  void refused(List<Diagnostic> errors);

  /** Counts nothing. */
  ReloadObserver NONE =
      new ReloadObserver() {
        @Override
        public void reloaded(List<Diagnostic> warnings) {}

        @Override
        public void refused(List<Diagnostic> errors) {}
      };
}
