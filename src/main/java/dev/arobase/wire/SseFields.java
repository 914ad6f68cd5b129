package dev.arobase.wire;

import java.nio.charset.StandardCharsets;

/**
 * The fields of one server-sent event, read from its bytes: its name, and its data, which lies
 * where it came unless it came in several lines. Comments and other fields are passed over.
 */
final class SseFields {

  private static final byte[] NOTHING = {};

  private String name = "";
  private boolean hasData;
  private boolean joined;
  private byte[] data = NOTHING;
  private int dataFrom;
  private int dataTo;

  private SseFields() {}

  /**
   * Reads an event, or what there is of one. Lines end in LF, CR or CR LF, the last one also where
   * the bytes do.
   *
   * @param bytes the event from {@code from} to {@code to}, not changed; looked at again by {@link
   *     #facts}
   */
  static SseFields of(byte[] bytes, int from, int to) {
    SseFields fields = new SseFields();
    int lineStart = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        fields.readLine(bytes, lineStart, i);
        lineStart = i + 1;
      }
    }
    fields.readLine(bytes, lineStart, to);
    return fields;
  }

  boolean hasData() {
    return hasData;
  }

  /** Whether there was neither name nor data. */
  boolean isEmpty() {
    return !hasData && name.isEmpty();
  }

  /** What the event means; one without data means nothing. */
  EventFacts facts(StreamReader reader) {
    return hasData ? reader.read(name, data, dataFrom, dataTo) : EventFacts.OTHER;
  }

  private void readLine(byte[] bytes, int from, int to) {
    if (startsWith(bytes, from, to, "data")) {
      addData(bytes, valueStart(bytes, from + 4, to), to);
    } else if (startsWith(bytes, from, to, "event")) {
      int start = valueStart(bytes, from + 5, to);
      name = new String(bytes, start, to - start, StandardCharsets.UTF_8);
    }
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

  private void addData(byte[] bytes, int from, int to) {
    if (!hasData) {
      hasData = true;
      data = bytes;
      dataFrom = from;
      dataTo = to;
      return;
    }
    joinTo(bytes, from, to);
  }

  /** Room is doubled, so that an event of very many short lines is not copied for each. */
  private void joinTo(byte[] bytes, int from, int to) {
    int have = dataTo - dataFrom;
    int wanted = have + 1 + to - from;
    if (!joined || data.length < wanted) {
      byte[] larger = new byte[2 * wanted];
      System.arraycopy(data, dataFrom, larger, 0, have);
      data = larger;
      joined = true;
      dataFrom = 0;
    }
    data[have] = '\n';
    System.arraycopy(bytes, from, data, have + 1, to - from);
    dataTo = wanted;
  }
}
