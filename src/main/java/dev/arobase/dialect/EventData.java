package dev.arobase.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tests on the data of an event as a whole. */
final class EventData {

  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private EventData() {}

  /** The word that ends a stream in most dialects, white space around it allowed. */
  static boolean isDone(byte[] data, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && data[start] <= ' ' && data[start] >= 0) {
      start++;
    }
    while (end > start && data[end - 1] <= ' ' && data[end - 1] >= 0) {
      end--;
    }
    return Arrays.equals(data, start, end, DONE, 0, DONE.length);
  }
}
