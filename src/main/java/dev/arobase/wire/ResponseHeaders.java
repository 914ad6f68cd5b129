package dev.arobase.wire;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which headers of an upstream's answer a client gets to see. */
public final class ResponseHeaders {

  /** A wait more exact than {@code Retry-After}'s seconds. */
  public static final String RETRY_AFTER_MS = "retry-after-ms";

  private static final Set<String> PASSED =
      Set.of(
          "content-type",
          "content-encoding",
          "content-disposition",
          "content-language",
          "retry-after",
          RETRY_AFTER_MS,
          "x-should-retry",
          "request-id");

  private static final List<String> PASSED_BEGINNINGS =
      List.of("x-ratelimit-", "anthropic-ratelimit-", "openai-");

  private static final List<String> LIMITS = List.of("x-ratelimit-", "anthropic-ratelimit-");

  private static final List<CharSequence> REQUEST_ID_NAMES =
      HeaderNames.of("x-request-id", "request-id", "apim-request-id", "cf-ray");

  private static final int MAX_REQUEST_ID = 256;

  private ResponseHeaders() {}

  /** Copies what may pass from an upstream's head to the client's. */
  public static void pass(MultiMap upstream, MultiMap client) {
    Set<String> connectionOptions = ForbiddenHeaders.connectionOptions(upstream);
    for (Map.Entry<String, String> header : upstream) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (isPassed(name) && !connectionOptions.contains(name)) {
        client.add(name, header.getValue());
      }
    }
  }

  /**
   * What an upstream says about what is left for its key and how long to wait, for the answer that
   * its refusal becomes.
   */
  public static Map<String, String> limits(MultiMap upstream) {
    Map<String, String> limits = new TreeMap<>();
    for (Map.Entry<String, String> header : upstream) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (beginsWithOneOf(name, LIMITS) || name.equals(RETRY_AFTER_MS)) {
        limits.put(name, header.getValue());
      }
    }
    return limits;
  }

  /** What every stream carries, so that nothing in between holds it back. */
  public static void markStream(MultiMap client) {
    client.set("cache-control", "no-cache");
    client.set("x-accel-buffering", "no");
  }

  /** The upstream's own id of the request, for {@code x-arobase-upstream-request-id}. */
  public static Optional<String> upstreamRequestId(MultiMap upstream) {
    for (CharSequence name : REQUEST_ID_NAMES) {
      String id = upstream.get(name);
      if (id != null && !id.isBlank() && id.length() <= MAX_REQUEST_ID) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  private static boolean isPassed(String name) {
    return PASSED.contains(name) || beginsWithOneOf(name, PASSED_BEGINNINGS);
  }

  private static boolean beginsWithOneOf(String name, List<String> beginnings) {
    for (String beginning : beginnings) {
      if (name.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }
}
