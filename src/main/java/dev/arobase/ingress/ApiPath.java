package dev.arobase.ingress;

import java.util.Optional;

/**
 * Where a request path points within the API. The path stays as it came, escapes included: it is
 * what the upstream gets.
 *
 * <p>{@code [/openai|/api][/@P]/v1/REST} and {@code /@P/openai/v1/REST}; anything else is no API
 * path. Some clients escape the {@code @}.
 *
 * @param provider the provider named by the path, as typed
 * @param rest what follows {@code /v1}, beginning with a slash or empty
 * @param query with its question mark, or empty
 */
record ApiPath(Optional<String> provider, String rest, String query) {

  /** Reads the raw request target; empty when it is not under {@code /v1}. */
  static Optional<ApiPath> of(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark);
    if (path.startsWith("/v1")) {
      return under(path, Optional.empty(), query);
    }
    Optional<String> provider = Optional.empty();
    String left = withoutMount(path);
    int name = left.startsWith("/@") ? 2 : left.startsWith("/%40") ? 4 : 0;
    if (name > 0) {
      int slash = left.indexOf('/', name);
      if (slash <= name) {
        return Optional.empty();
      }
      provider = Optional.of(left.substring(name, slash));
      left = withoutMount(left.substring(slash));
    }
    return left.startsWith("/v1") ? under(left, provider, query) : Optional.empty();
  }

  /** Something follows {@code /v1}, and not {@code /v1} again. */
  boolean isSpecific() {
    return rest.length() > 1 && !rest.equals("/v1") && !rest.startsWith("/v1/");
  }

  /** The upstream's path and query, after its base URL. */
  String upstreamTarget() {
    return rest + query;
  }

  private static String withoutMount(String path) {
    if (path.startsWith("/openai/")) {
      return path.substring("/openai".length());
    }
    return path.startsWith("/api/") ? path.substring("/api".length()) : path;
  }

  private static Optional<ApiPath> under(String path, Optional<String> provider, String query) {
    String rest = path.substring(3);
    return rest.isEmpty() || rest.charAt(0) == '/'
        ? Optional.of(new ApiPath(provider, rest, query))
        : Optional.empty();
  }
}
