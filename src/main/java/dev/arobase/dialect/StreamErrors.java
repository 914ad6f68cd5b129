package dev.arobase.dialect;

import dev.arobase.wire.EventFacts;
import dev.arobase.wire.UpstreamError;
import dev.arobase.wire.UpstreamErrorReader;

/** Reads an event that is known to be an error. */
final class StreamErrors {

  private final UpstreamErrorReader reader = new UpstreamErrorReader();

  /** The error in an event's data. */
  EventFacts read(byte[] data, int from, int to) {
    return EventFacts.error(
        reader
            .readJson(data, from, to)
            .orElseGet(() -> UpstreamError.of("the upstream reported an error in its stream")));
  }
}
