package dev.arobase.dialect;

import dev.arobase.wire.EventFacts;
import dev.arobase.wire.StreamReader;
import dev.arobase.wire.Usage;
import java.util.Optional;

/**
 * Events that the gateway knows nothing about, such as those of speech or images: any is content,
 * and only the upstream knows when they are complete.
 */
final class PlainStreamReader implements StreamReader {

  private final StreamErrors errors = new StreamErrors();
  private boolean begun;

  @Override
  public EventFacts read(String name, byte[] data, int from, int to) {
    if (EventData.isDone(data, from, to)) {
      return EventFacts.DONE;
    }
    if (name.equals("error")) {
      return errors.read(data, from, to);
    }
    begun = true;
    return EventFacts.CONTENT;
  }

  @Override
  public boolean finished() {
    return begun;
  }

  @Override
  public Optional<Usage> usage() {
    return Optional.empty();
  }
}
