package dev.arobase.wire;

import java.util.Optional;

/**
 * Understands the events of one stream in one dialect. It keeps what must be known across events:
 * which choices finished, the last usage.
 */
public interface StreamReader {

  /**
   * Reads one event.
   *
   * @param name of its {@code event:} line, empty for none
   * @param data holds its data at {@code from} to {@code to}, lines joined by a line feed; valid
   *     only during the call
   */
  EventFacts read(String name, byte[] data, int from, int to);

  /** Whether the stream is whole without anything further: all that began has finished. */
  boolean finished();

  /** Usage as far as the stream has told it; the last one counts. */
  Optional<Usage> usage();
}
