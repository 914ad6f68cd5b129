package dev.arobase.wire;

import io.vertx.core.MultiMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The W3C {@code traceparent}.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param spanId 16 lower-case hexadecimal digits, not all zero
 * @param flags two hexadecimal digits' worth; bit 0 says that the trace is sampled
 */
public record TraceParent(String traceId, String spanId, int flags) {

  private static final int LENGTH = 55;
  private static final int SAMPLED = 1;

  /** What a request came with: empty if there is none, several, or one that is malformed. */
  public static Optional<TraceParent> of(MultiMap headers) {
    List<String> values = headers.getAll("traceparent");
    return values.size() == 1 ? parse(values.getFirst().strip()) : Optional.empty();
  }

  static Optional<TraceParent> parse(String text) {
    if (text.length() < LENGTH || !hasDashes(text)) {
      return Optional.empty();
    }
    String version = text.substring(0, 2);
    String traceId = text.substring(3, 35);
    String spanId = text.substring(36, 52);
    String flags = text.substring(53, 55);
    boolean hex = isHex(version) && isHex(traceId) && isHex(spanId) && isHex(flags);
    // A later version may have more behind a dash; the first four fields stay what they are.
    boolean end = text.length() == LENGTH || (!version.equals("00") && text.charAt(LENGTH) == '-');
    if (!hex || !end || version.equals("ff") || isZero(traceId) || isZero(spanId)) {
      return Optional.empty();
    }
    return Optional.of(new TraceParent(traceId, spanId, HexFormat.fromHexDigits(flags)));
  }

  /** The same trace, one step further. */
  public TraceParent child(RandomGenerator random) {
    return new TraceParent(traceId, hex(random, 1), flags & SAMPLED);
  }

  /** A new trace. */
  public static TraceParent root(RandomGenerator random, boolean sampled) {
    return new TraceParent(hex(random, 2), hex(random, 1), sampled ? SAMPLED : 0);
  }

  /** As it stands in the header, version 00. */
  @Override
  public String toString() {
    return "00-" + traceId + "-" + spanId + "-" + HexFormat.of().toHexDigits((byte) flags);
  }

  private static String hex(RandomGenerator random, int words) {
    StringBuilder digits = new StringBuilder(words * 16);
    for (int i = 0; i < words; i++) {
      long word = random.nextLong();
      // All zero is not allowed.
      digits.append(HexFormat.of().toHexDigits(word == 0 ? 1 : word));
    }
    return digits.toString();
  }

  private static boolean hasDashes(String text) {
    return text.charAt(2) == '-' && text.charAt(35) == '-' && text.charAt(52) == '-';
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static boolean isZero(String text) {
    return text.chars().allMatch(c -> c == '0');
  }
}
