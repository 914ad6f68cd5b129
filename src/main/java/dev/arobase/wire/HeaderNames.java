package dev.arobase.wire;

import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.stream.Stream;

/**
 * Header names that are looked up with every request, in a form that is hashed once and not with
 * each look-up.
 */
public final class HeaderNames {
  private HeaderNames() {}

  /** Names in lower case. */
  public static List<CharSequence> of(String... names) {
    return Stream.of(names).map(HttpHeaders::createOptimized).toList();
  }
}
