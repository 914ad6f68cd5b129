package dev.arobase.exchange;

/** Whose fault a failure is. */
public enum Fault {
  /** The request itself is refused, wherever it goes; or the client left. */
  CLIENT,
  /** Our own limits or our own bug. */
  GATEWAY,
  /** The provider, its credentials, or the way to it. */
  UPSTREAM
}
