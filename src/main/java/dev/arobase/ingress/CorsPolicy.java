package dev.arobase.ingress;

import dev.arobase.config.ServerConfig;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which web pages may read answers, and which may ask at all. Without client keys on loopback every
 * page that the user visits could spend the keys behind the gateway: there only pages of this
 * machine are served.
 */
public final class CorsPolicy {

  private static final CharSequence ALLOW_ORIGIN =
      HttpHeaders.createOptimized("access-control-allow-origin");
  private static final CharSequence EXPOSE_HEADERS =
      HttpHeaders.createOptimized("access-control-expose-headers");
  private static final CharSequence ANY = HttpHeaders.createOptimized("*");

  /** The answer headers that a page may read; the star covers upstreams' rate-limit headers. */
  private static final CharSequence EXPOSED =
      HttpHeaders.createOptimized(
          "x-request-id, x-arobase-provider, x-arobase-model, x-arobase-attempts, x-arobase-cost,"
              + " x-arobase-edits, x-arobase-upstream-request-id, x-portkey-provider,"
              + " x-portkey-last-used-option-index, x-portkey-retry-attempt-count,"
              + " x-portkey-trace-id, server-timing, retry-after, retry-after-ms, x-should-retry,"
              + " request-id, openai-model, openai-organization, openai-processing-ms,"
              + " openai-version, x-ratelimit-limit-requests, x-ratelimit-limit-tokens,"
              + " x-ratelimit-remaining-requests, x-ratelimit-remaining-tokens,"
              + " x-ratelimit-reset-requests, x-ratelimit-reset-tokens,"
              + " anthropic-ratelimit-requests-limit, anthropic-ratelimit-requests-remaining,"
              + " anthropic-ratelimit-requests-reset, anthropic-ratelimit-tokens-limit,"
              + " anthropic-ratelimit-tokens-remaining, anthropic-ratelimit-tokens-reset, *");

  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

  /** A star in this place does not cover {@code authorization}, so names are always spelt out. */
  private static final String DEFAULT_HEADERS = "authorization, content-type, x-api-key";

  /** Seconds that a browser may remember a preflight's answer. */
  private static final String MAX_AGE = "600";

  private static final int MAX_ECHO = 4096;
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

  private final boolean anyOrigin;
  private final Set<String> origins;
  private final boolean loopbackPages;
  private final boolean refuseOthers;

  private CorsPolicy(
      boolean anyOrigin, Set<String> origins, boolean loopbackPages, boolean refuseOthers) {
    this.anyOrigin = anyOrigin;
    this.origins = origins;
    this.loopbackPages = loopbackPages;
    this.refuseOthers = refuseOthers;
  }

  /**
   * The policy that a configuration asks for.
   *
   * @param clientKeys whether clients must show a key
   */
  public static CorsPolicy of(ServerConfig server, boolean clientKeys) {
    boolean exposed = server.loopback() && !clientKeys;
    if (server.allowedOrigins().isPresent()) {
      Set<String> origins = new HashSet<>();
      server.allowedOrigins().get().forEach(origin -> origins.add(normal(origin)));
      return new CorsPolicy(origins.contains("*"), Set.copyOf(origins), false, exposed);
    }
    return new CorsPolicy(clientKeys, Set.of(), exposed, exposed);
  }

  /** The request's {@code Origin}; two of them are as good as an unknown one. */
  public static Optional<String> origin(MultiMap clientHeaders) {
    List<String> values = clientHeaders.getAll("origin");
    return switch (values.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(values.getFirst());
      default -> Optional.of("null");
    };
  }

  /** Sets what every answer carries, errors included. */
  public void set(MultiMap answer, Optional<String> origin) {
    if (anyOrigin) {
      answer.set(ALLOW_ORIGIN, ANY);
      answer.set(EXPOSE_HEADERS, EXPOSED);
      return;
    }
    if (origin.isPresent() && readable(origin.get())) {
      answer.set(ALLOW_ORIGIN, origin.get());
      answer.set(EXPOSE_HEADERS, EXPOSED);
    }
    answer.set(HttpHeaders.VARY, "Origin");
  }

  /** The same for an answer that has no such headers yet. */
  public List<Map.Entry<String, String>> answerHeaders(Optional<String> origin) {
    MultiMap headers = HttpHeaders.headers();
    set(headers, origin);
    return headers.entries();
  }

  /**
   * What the answer to a preflight carries. A page that may not read answers gets none of it.
   *
   * @param requestedHeaders {@code Access-Control-Request-Headers}: echoed
   * @param privateNetwork whether the browser asks if a public page may reach a private address
   */
  public List<Map.Entry<String, String>> preflightHeaders(
      Optional<String> origin, Optional<String> requestedHeaders, boolean privateNetwork) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(answerHeaders(origin));
    if (!anyOrigin && (origin.isEmpty() || !readable(origin.get()))) {
      return headers;
    }
    headers.add(Map.entry("access-control-allow-methods", METHODS));
    headers.add(
        Map.entry("access-control-allow-headers", allowedHeaders(requestedHeaders.orElse(""))));
    headers.add(Map.entry("access-control-max-age", MAX_AGE));
    if (privateNetwork) {
      headers.add(Map.entry("access-control-allow-private-network", "true"));
    }
    return headers;
  }

  /**
   * The refusal of a request, if it is one. The host guard comes first: a page of the gateway's own
   * origin is served under every name that the guard lets pass.
   *
   * @param host the {@code Host} header
   */
  public Optional<Rejection> refuses(
      String method, Optional<String> origin, Optional<String> host) {
    if (!refuseOthers || anyOrigin || origin.isEmpty() || SAFE_METHODS.contains(method)) {
      return Optional.empty();
    }
    String page = origin.get();
    if (readable(page) || LoopbackPages.contains(page) || sameOrigin(page, host)) {
      return Optional.empty();
    }
    return Optional.of(
        Rejection.of(
            ErrorCode.ORIGIN_NOT_ALLOWED,
            "Pages of this origin are not served by a gateway without client keys. Configure a"
                + " client key, or list the origin in server.cors.allowed_origins."));
  }

  private boolean readable(String origin) {
    return origins.contains(normal(origin))
        || (loopbackPages && LoopbackPages.contains(origin) && isHeaderText(origin));
  }

  private static boolean sameOrigin(String origin, Optional<String> host) {
    if (host.isEmpty()) {
      return false;
    }
    String page = normal(origin);
    String own = host.get().toLowerCase(Locale.ROOT);
    return page.equals("http://" + own) || page.equals("https://" + own);
  }

  /** Lower case, without a slash at the end: people paste addresses. */
  private static String normal(String origin) {
    String lower = origin.strip().toLowerCase(Locale.ROOT);
    return lower.endsWith("/") && !lower.endsWith("://")
        ? lower.substring(0, lower.length() - 1)
        : lower;
  }

  /** The names that the browser asks for, as far as they are names, and always authorization. */
  private static String allowedHeaders(String requested) {
    if (requested.isBlank() || requested.length() > MAX_ECHO) {
      return DEFAULT_HEADERS;
    }
    Set<String> names = new LinkedHashSet<>();
    for (String name : requested.split(",", -1)) {
      String lower = name.strip().toLowerCase(Locale.ROOT);
      if (!lower.isEmpty() && lower.chars().allMatch(c -> c < 128 && Tokens.isToken((byte) c))) {
        names.add(lower);
      }
    }
    names.add("authorization");
    names.add("content-type");
    return String.join(", ", names);
  }

  private static boolean isHeaderText(String text) {
    return text.chars().allMatch(c -> c > ' ' && c <= '~');
  }
}
