package dev.arobase.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watches a stream of server-sent events as its bytes pass, however they are split, and never
 * changes one. Lines end in LF, CR or CR LF, mixed as they like; one byte order mark at the start
 * is skipped.
 *
 * <p>An event that lies whole in one chunk, in one data line, is read where it lies. What is
 * unfinished at a chunk's end is kept, at most {@code maxEventBytes} of it.
 */
public final class SseScanner {

  private static final byte[] NOTHING = {};

  private final StreamReader reader;
  private final int maxEventBytes;

  private long position;
  private long boundary;
  private boolean atStart = true;
  private boolean afterCarriageReturn;
  private boolean tooLarge;

  /** The begun line, as far as it came in earlier chunks. */
  private Segments line = new Segments();

  /** The begun event's data: in {@code data}, or for the moment still in the chunk. */
  private boolean hasData;

  private boolean dataInChunk;
  private int chunkDataFrom;
  private int chunkDataTo;
  private Segments data = new Segments();

  /** Where in {@code data} it begins: a line that is kept is not copied for its value. */
  private int dataFrom;

  private String name = "";

  private boolean begun;
  private boolean done;
  private boolean malformed;
  private Optional<UpstreamError> error = Optional.empty();

  /**
   * @param maxEventBytes bound of one event's data and of one line
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
    int lineStart = from;
    for (int i = from; i < to && !tooLarge; i++) {
      byte b = chunk[i];
      if (b != '\n' && b != '\r') {
        continue;
      }
      boolean secondHalf = b == '\n' && afterCarriageReturn && i == lineStart && line.length() == 0;
      afterCarriageReturn = b == '\r';
      if (!secondHalf) {
        endLine(chunk, lineStart, i, base + i + 1, events);
      }
      lineStart = i + 1;
    }
    if (lineStart < to) {
      afterCarriageReturn = false;
      keepLine(chunk, lineStart, to);
    }
    keepData(chunk);
  }

  /**
   * The upstream's bytes are over. An event that no blank line closed is read as if one did, and
   * told with {@code end} at the last byte.
   *
   * @return whether the stream ended where an event did
   */
  public boolean end(Consumer<SseEvent> events) {
    boolean whole = !isInsideEvent();
    if (!whole && !tooLarge) {
      if (line.length() > 0) {
        endLine(NOTHING, 0, 0, position, events);
        keepData(NOTHING);
      }
      if (hasData) {
        dispatch(NOTHING, position, events);
      }
    }
    return whole;
  }

  /** Forgets the bytes of an unfinished event; to be called when nothing more will be fed. */
  public void release() {
    line = new Segments();
    data = new Segments();
  }

  /** Bytes fed so far. */
  public long position() {
    return position;
  }

  /** Position after the last complete event: here a relay may cut or put in something. */
  public long boundary() {
    return boundary;
  }

  /** Whether bytes of an unfinished event have come. */
  public boolean isInsideEvent() {
    return line.length() > 0 || hasData || !name.isEmpty();
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

  private void endLine(byte[] chunk, int from, int to, long end, Consumer<SseEvent> events) {
    if (line.length() == 0) {
      readLine(chunk, from, to, true, chunk, end, events);
      return;
    }
    keepLine(chunk, from, to);
    if (!tooLarge) {
      readLine(line.array(), 0, line.length(), false, chunk, end, events);
    }
    line.clear();
  }

  private void readLine(
      byte[] bytes,
      int lineFrom,
      int to,
      boolean inChunk,
      byte[] chunk,
      long end,
      Consumer<SseEvent> events) {
    int from = lineFrom + (atStart ? byteOrderMark(bytes, lineFrom, to) : 0);
    atStart = false;
    if (from == to) {
      dispatch(chunk, end, events);
    } else if (startsWith(bytes, from, to, "data")) {
      addData(bytes, valueStart(bytes, from + 4, to), to, inChunk, chunk);
    } else if (startsWith(bytes, from, to, "event")) {
      int start = valueStart(bytes, from + 5, to);
      name = new String(bytes, start, to - start, StandardCharsets.UTF_8);
    }
  }

  private static int byteOrderMark(byte[] bytes, int from, int to) {
    boolean marked =
        to - from >= 3
            && bytes[from] == (byte) 0xEF
            && bytes[from + 1] == (byte) 0xBB
            && bytes[from + 2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  // The field's name, and then a colon or the line's end.
  private static boolean startsWith(byte[] bytes, int from, int to, String field) {
    int length = field.length();
    if (to - from < length || (to - from > length && bytes[from + length] != ':')) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[from + i] != field.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  // After the colon and one space, if there is one.
  private static int valueStart(byte[] bytes, int colon, int to) {
    int start = Math.min(colon + 1, to);
    return start < to && bytes[start] == ' ' ? start + 1 : start;
  }

  private void addData(byte[] bytes, int from, int to, boolean inChunk, byte[] chunk) {
    if (!hasData && inChunk) {
      hasData = true;
      dataInChunk = true;
      chunkDataFrom = from;
      chunkDataTo = to;
      tooLarge |= to - from > maxEventBytes;
      return;
    }
    keepData(chunk);
    if (hasData) {
      appendData(new byte[] {'\n'}, 0, 1);
      appendData(bytes, from, to);
    } else {
      hasData = true;
      Segments kept = line;
      line = data;
      data = kept;
      dataFrom = from;
    }
  }

  // Before the chunk goes, or a second line comes: what was only pointed at is copied.
  private void keepData(byte[] chunk) {
    if (dataInChunk) {
      dataInChunk = false;
      appendData(chunk, chunkDataFrom, chunkDataTo);
    }
  }

  private void appendData(byte[] bytes, int from, int to) {
    if (fits(data.length() - dataFrom, to - from)) {
      data.append(bytes, from, to);
    }
  }

  private void keepLine(byte[] bytes, int from, int to) {
    if (fits(line.length(), to - from)) {
      line.append(bytes, from, to);
    }
  }

  private boolean fits(int have, int more) {
    tooLarge |= (long) have + more > maxEventBytes;
    return !tooLarge;
  }

  private void dispatch(byte[] chunk, long end, Consumer<SseEvent> events) {
    EventFacts facts = EventFacts.OTHER;
    if (hasData && !tooLarge) {
      facts =
          dataInChunk
              ? reader.read(name, chunk, chunkDataFrom, chunkDataTo)
              : reader.read(name, data.array(), dataFrom, data.length());
    }
    long start = boundary;
    boundary = end;
    hasData = false;
    dataInChunk = false;
    data.clear();
    dataFrom = 0;
    name = "";
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
