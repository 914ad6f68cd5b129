package dev.arobase.cli;

/** Why a command cannot do what it was told, for the person who typed it. */
public final class Complaint extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitStatus;

  private Complaint(String message, int exitStatus) {
    super(message);
    this.exitStatus = exitStatus;
  }

  /** The command was right, and something is wrong: exit status 1. */
  public static Complaint about(String message) {
    return new Complaint(message, 1);
  }

  /** The command itself was wrong: exit status 2. */
  public static Complaint usage(String message) {
    return new Complaint(message, 2);
  }

  int exitStatus() {
    return exitStatus;
  }
}
