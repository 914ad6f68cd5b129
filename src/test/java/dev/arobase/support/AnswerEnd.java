package dev.arobase.support;

/** How the end of an answer came to be known. */
public enum AnswerEnd {
  /** The framing says that it is whole; or it ends with the connection and had no other framing. */
  COMPLETE,
  /** The connection was closed in the middle. */
  FIN,
  /** The connection was reset in the middle. */
  RST,
  /** Nothing came for longer than the connection's patience. */
  TIMEOUT
}
