package dev.arobase.wire;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Headers that no list, an operator's or a client's, makes the gateway pass on: credentials,
 * cookies, what belongs to one connection, what the gateway itself decides.
 */
public final class ForbiddenHeaders {

  private static final Set<String> NAMES =
      Set.of(
          "authorization",
          "proxy-authorization",
          "proxy-authenticate",
          "www-authenticate",
          "x-auth-token",
          "x-access-token",
          "x-amz-security-token",
          "host",
          ":authority",
          "connection",
          "proxy-connection",
          "keep-alive",
          "te",
          "trailer",
          "trailers",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "content-length",
          "content-type",
          "accept-encoding",
          "expect",
          "forwarded",
          "via",
          "traceparent",
          "tracestate");

  private static final List<String> BEGINNINGS =
      List.of("x-arobase-", "x-portkey-", "x-forwarded-", "proxy-", "sec-");

  private static final List<String> PARTS = List.of("cookie", "api-key", "apikey", "secret");

  private ForbiddenHeaders() {}

  /** Whether a header, named in lower case, is never passed on. */
  public static boolean isForbidden(String name) {
    return NAMES.contains(name)
        || BEGINNINGS.stream().anyMatch(name::startsWith)
        || PARTS.stream().anyMatch(name::contains);
  }

  /** The names, in lower case, that a peer's {@code Connection} header binds to its connection. */
  static Set<String> connectionOptions(MultiMap headers) {
    List<String> values = headers.getAll(HttpHeaders.CONNECTION);
    if (values.isEmpty()) {
      return Set.of();
    }
    Set<String> options = new HashSet<>();
    for (String value : values) {
      for (String option : value.split(",", -1)) {
        options.add(option.strip().toLowerCase(Locale.ROOT));
      }
    }
    return options;
  }
}
