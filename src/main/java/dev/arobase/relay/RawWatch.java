package dev.arobase.relay;

import dev.arobase.exchange.Failure;
import dev.arobase.wire.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Watches nothing: what is passed through as it is may be anything, a page, a file, or no byte at
 * all. Only HTTP's own framing tells whether it came whole.
 */
final class RawWatch implements BodyWatch {
  private boolean open;

  @Override
  public Buffer feed(Buffer chunk) {
    open = true;
    return chunk;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public Optional<Failure> failure() {
    return Optional.empty();
  }

  @Override
  public boolean isOver() {
    return false;
  }

  @Override
  public Ending end() {
    open = true;
    return new Ending.Whole(Buffer.buffer());
  }

  @Override
  public Optional<Usage> usage() {
    return Optional.empty();
  }
}
