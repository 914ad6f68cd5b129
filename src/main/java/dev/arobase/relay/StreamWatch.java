package dev.arobase.relay;

import dev.arobase.dialect.Dialect;
import dev.arobase.exchange.Failure;
import dev.arobase.exchange.Failure.Garbage;
import dev.arobase.wire.EventFacts;
import dev.arobase.wire.SseEvent;
import dev.arobase.wire.SseScanner;
import dev.arobase.wire.StreamReader;
import dev.arobase.wire.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Watches a stream of events. Only whole events go out, so that a stream that breaks never leaves
 * half an event in front of the one that says so.
 */
final class StreamWatch implements BodyWatch {

  /** The longest event; images come in events of several MiB. */
  static final int MAX_EVENT_BYTES = 8 * 1024 * 1024;

  private static final Buffer NOTHING = Buffer.buffer();

  private final Complaints complaints;
  private final SseScanner scanner;
  private final Dialect dialect;
  private final int status;

  private long released;
  private long contentEvents;
  private Optional<Failure> failure = Optional.empty();
  private boolean over;

  /**
   * @param status of the upstream's head
   */
  StreamWatch(Complaints complaints, Dialect dialect, int status) {
    this.complaints = complaints;
    this.dialect = dialect;
    this.status = status;
    StreamReader reader = dialect.newStreamReader();
    this.scanner = new SseScanner(reader, MAX_EVENT_BYTES);
  }

  @Override
  public Buffer feed(Buffer chunk) {
    byte[] bytes = chunk.getBytes();
    long base = scanner.position();
    scanner.feed(bytes, 0, bytes.length, this::event);
    if (scanner.tooLarge() && failure.isEmpty() && !over) {
      failure = Optional.of(Garbage.of(Garbage.What.EVENT_TOO_LARGE, status));
    }
    int good = (int) Math.max(0, released - base);
    if (good == 0) {
      return NOTHING;
    }
    if (scanner.carried().length() == 0) {
      return good == bytes.length ? chunk : chunk.slice(0, good).copy();
    }
    int rest = good - scanner.carriedTo();
    Buffer out = Buffer.buffer(scanner.carried().length() + rest);
    return scanner.carried().appendedTo(out).appendBytes(bytes, scanner.carriedTo(), rest);
  }

  private void event(SseEvent event) {
    if (over || failure.isPresent()) {
      return;
    }
    EventFacts facts = event.facts();
    switch (facts.kind()) {
      case ERROR -> failure = facts.error().map(complaints::inside);
      case MALFORMED -> failure = Optional.of(Garbage.of(Garbage.What.MALFORMED_EVENT, status));
      case DONE -> {
        if (scanner.begun()) {
          over = true;
          released = event.end();
        } else {
          failure = Optional.of(Garbage.of(Garbage.What.EMPTY_STREAM, status));
        }
      }
      case CONTENT -> {
        contentEvents++;
        released = event.end();
      }
      case USAGE_ONLY, OTHER -> released = event.end();
    }
  }

  @Override
  public boolean isOpen() {
    return scanner.begun();
  }

  @Override
  public Optional<Failure> failure() {
    return failure;
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public Ending end() {
    long lastBoundary = scanner.boundary();
    Optional<Buffer> missing = missing();
    scanner.end(this::event);
    if (failure.isPresent()) {
      // A torn event behind the finish takes nothing from the answer.
      return missing.isPresent() && failure.get() instanceof Garbage
          ? new Ending.Whole(missing.get())
          : new Ending.Broken(failure.get());
    }
    if (!scanner.begun()) {
      return new Ending.Broken(Garbage.of(Garbage.What.EMPTY_STREAM, status));
    }
    if (!scanner.finished() && !over) {
      return new Ending.Broken(Garbage.of(Garbage.What.TRUNCATED, status));
    }
    return new Ending.Whole(closing(released > lastBoundary));
  }

  @Override
  public Optional<Buffer> missing() {
    // Where no last event is customary, only the body's own end says that nothing is missing.
    boolean finished = dialect.closingEvent().isPresent() && scanner.finished();
    return failure.isEmpty() && finished ? Optional.of(closing(false)) : Optional.empty();
  }

  /**
   * What an upstream that has finished forgot: the blank line after its last event, or that event
   * itself.
   */
  private Buffer closing(boolean blankLineMissing) {
    Buffer tail = Buffer.buffer();
    if (blankLineMissing) {
      scanner.unfinished().appendedTo(tail).appendString("\n\n");
    }
    if (!scanner.done()) {
      dialect.closingEvent().ifPresent(tail::appendBuffer);
    }
    return tail;
  }

  @Override
  public void release() {
    scanner.release();
  }

  @Override
  public OptionalLong tokensSeen() {
    return OptionalLong.of(contentEvents);
  }

  @Override
  public Optional<Usage> usage() {
    return scanner.usage();
  }
}
