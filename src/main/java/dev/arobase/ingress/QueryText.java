package dev.arobase.ingress;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Escaped text in a request's target. What is escaped wrongly stands for itself. */
final class QueryText {
  /** More than any client sends; the rest is not looked at. */
  private static final int MOST = 256;

  private QueryText() {}

  /**
   * The values by name, each name's in their order.
   *
   * @param query with its question mark, or empty
   */
  static Map<String, List<String>> parameters(String query) {
    Map<String, List<String>> parameters = new HashMap<>();
    String[] pairs = query.isEmpty() ? new String[0] : query.substring(1).split("&", MOST + 1);
    for (int i = 0; i < Math.min(pairs.length, MOST); i++) {
      int equals = pairs[i].indexOf('=');
      String name = equals < 0 ? pairs[i] : pairs[i].substring(0, equals);
      String value = equals < 0 ? "" : pairs[i].substring(equals + 1);
      parameters.computeIfAbsent(decoded(name), first -> new ArrayList<>()).add(decoded(value));
    }
    return parameters;
  }

  /** A part of a path, where a plus is a plus. */
  static String ofPath(String raw) {
    return decoded(raw.replace("+", "%2B"));
  }

  private static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return raw;
    }
  }
}
