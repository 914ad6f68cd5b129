package dev.arobase.cli;

/** Runs the gateway. */
@FunctionalInterface
public interface Serve {
  /**
   * Starts it and returns when it has ended.
   *
   * @return the exit status: 0 after an orderly end, 1 when it could not start
   * @throws Complaint when it cannot start for a reason that a person can mend
   */
  int serve(Options options);
}
