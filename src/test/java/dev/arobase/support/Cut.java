package dev.arobase.support;

/** How a peer drops a connection. */
public enum Cut {
  /** An orderly close of the socket. */
  FIN,
  /** A reset. */
  RST
}
