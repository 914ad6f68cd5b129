package dev.arobase.wire;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watches a stream of server-sent events as its bytes pass, however they are split, and never
 * changes one. Lines end in LF, CR or CR LF, mixed as they like; one byte order mark at the start
 * is skipped.
 *
 * <p>An event that lies whole in one chunk is read where it lies. What is unfinished at a chunk's
 * end is kept, at most {@code maxEventBytes} of it, and can be had from here: whoever forwards
 * whole events only needs no copy of its own.
 */
public final class SseScanner {

  private final StreamReader reader;
  private final int maxEventBytes;

  private long position;
  private long boundary;
  private boolean lineBegun;
  private boolean afterCarriageReturn;
  private boolean tooLarge;

  /** The bytes after the last boundary, as far as they came in earlier chunks. */
  private Segments unfinished = new Segments();

  /** The event that began in an earlier chunk and ended in the latest one. */
  private Segments carried = new Segments();

  private int carriedTo;

  private boolean begun;
  private boolean done;
  private boolean malformed;
  private Optional<UpstreamError> error = Optional.empty();

  /**
   * @param maxEventBytes bound of one event
   */
  public SseScanner(StreamReader reader, int maxEventBytes) {
    this.reader = reader;
    this.maxEventBytes = maxEventBytes;
  }

  /**
   * Reads the next bytes of the stream.
   *
   * @param chunk read from {@code from} to {@code to}, not changed and not kept
   * @param events gets every event that these bytes complete
   */
  public void feed(byte[] chunk, int from, int to, Consumer<SseEvent> events) {
    long base = position - from;
    position += to - from;
    carried.clear();
    carriedTo = from;
    int eventStart = from;
    int lineStart = from;
    for (int i = from; i < to && !tooLarge; i++) {
      byte b = chunk[i];
      if (b != '\n' && b != '\r') {
        continue;
      }
      boolean empty = i == lineStart && !lineBegun;
      boolean secondHalf = empty && b == '\n' && afterCarriageReturn;
      afterCarriageReturn = b == '\r';
      lineBegun = false;
      lineStart = i + 1;
      if (empty && !secondHalf) {
        endEvent(chunk, eventStart, lineStart, base + lineStart, events);
        eventStart = lineStart;
      }
    }
    if (lineStart < to) {
      afterCarriageReturn = false;
      lineBegun = true;
    }
    keep(unfinished, chunk, eventStart, to);
  }

  /**
   * The upstream's bytes are over. An event that no blank line closed is read as if one did, and
   * told with {@code end} at the last byte; its bytes are still {@link #unfinished}.
   *
   * @return whether the stream ended where an event did
   */
  public boolean end(Consumer<SseEvent> events) {
    SseFields fields = fields(unfinished.array(), 0, unfinished.length());
    boolean whole = !lineBegun && fields.isEmpty();
    if (fields.hasData() && !tooLarge) {
      tell(fields, position, events);
    }
    return whole;
  }

  /** Forgets all bytes; to be called when nothing more will be fed. */
  public void release() {
    unfinished = new Segments();
    carried = new Segments();
  }

  /** Bytes fed so far. */
  public long position() {
    return position;
  }

  /** Position after the last complete event: here a relay may cut or put in something. */
  public long boundary() {
    return boundary;
  }

  /** The bytes after the {@link #boundary}; valid until more are fed. */
  public Segments unfinished() {
    return unfinished;
  }

  /**
   * All of the event that began in an earlier chunk and ended in the latest one; empty when there
   * was none. Valid until more is fed.
   */
  public Segments carried() {
    return carried;
  }

  /** Where in the latest chunk the {@link #carried} event ended. */
  public int carriedTo() {
    return carriedTo;
  }

  /** Whether an event with content has come: before it another upstream can still take over. */
  public boolean begun() {
    return begun;
  }

  /** Whether the dialect's last event has come. */
  public boolean done() {
    return done;
  }

  /** Whether all that began has finished, with or without a last event. */
  public boolean finished() {
    return reader.finished();
  }

  /** Whether some event was not what the dialect's events are made of. */
  public boolean malformed() {
    return malformed;
  }

  /** Whether an event exceeded its bound; nothing is read after that. */
  public boolean tooLarge() {
    return tooLarge;
  }

  /** The first error event. */
  public Optional<UpstreamError> error() {
    return error;
  }

  /** Usage as far as it was told; the last one counts. */
  public Optional<Usage> usage() {
    return reader.usage();
  }

  private void endEvent(byte[] chunk, int from, int to, long end, Consumer<SseEvent> events) {
    if (unfinished.length() == 0) {
      tooLarge = to - from > maxEventBytes;
      if (!tooLarge) {
        tell(fields(chunk, from, to), end, events);
      }
      return;
    }
    if (keep(unfinished, chunk, from, to)) {
      Segments spare = carried;
      carried = unfinished;
      unfinished = spare;
      carriedTo = to;
      tell(fields(carried.array(), 0, carried.length()), end, events);
    }
  }

  private boolean keep(Segments target, byte[] bytes, int from, int to) {
    tooLarge |= (long) target.length() + to - from > maxEventBytes;
    if (!tooLarge) {
      target.append(bytes, from, to);
    }
    return !tooLarge;
  }

  private SseFields fields(byte[] bytes, int from, int to) {
    return SseFields.of(bytes, from + (boundary == 0 ? byteOrderMark(bytes, from, to) : 0), to);
  }

  private static int byteOrderMark(byte[] bytes, int from, int to) {
    boolean marked =
        to - from >= 3
            && bytes[from] == (byte) 0xEF
            && bytes[from + 1] == (byte) 0xBB
            && bytes[from + 2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  private void tell(SseFields fields, long end, Consumer<SseEvent> events) {
    long start = boundary;
    boundary = end;
    EventFacts facts = fields.facts(reader);
    note(facts);
    events.accept(new SseEvent(start, end, facts));
  }

  private void note(EventFacts facts) {
    switch (facts.kind()) {
      case CONTENT -> begun = true;
      case DONE -> done = true;
      case MALFORMED -> malformed = true;
      case ERROR -> error = error.or(facts::error);
      case OTHER, USAGE_ONLY -> {}
    }
  }
}
