package dev.arobase.ingress;

import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;

/** What is said where nothing is, with the two mistakes that people make in a base URL. */
final class UnknownPath {
  private static final int LONGEST_SHOWN = 200;

  /** First steps of the API's paths that are no endpoint of the table. */
  private static final Set<String> FURTHER =
      Set.of("models", "providers", "explain", "count_tokens");

  private UnknownPath() {}

  static Rejection rejection(HttpServerRequest request) {
    String path = request.path() == null ? request.uri() : request.path();
    return Rejection.of(
        ErrorCode.PATH_NOT_FOUND,
        "There is nothing at %s %s.%s".formatted(request.method(), shown(path), hint(path)));
  }

  private static String hint(String path) {
    if (path.contains("/v1/v1/") || path.endsWith("/v1/v1")) {
      return " /v1 stands twice: the client adds it to a base URL that has it already.";
    }
    Optional<ApiPath> api = ApiPath.of(path);
    if (api.isEmpty()) {
      return withVersion(path)
          .map(
              meant ->
                  " /v1 is missing: did you mean %s? The base URL ends in /v1."
                      .formatted(shown(meant)))
          .orElse("");
    }
    return api.get().isSpecific()
        ? " A path under /v1 that is not in the API is passed through to a provider that the"
            + " request names: by the header x-portkey-provider, as /@provider/v1/…, or by the"
            + " prefix of its model."
        : " This is where the API begins: endpoints follow, such as /v1/chat/completions.";
  }

  /** The path with {@code /v1} where it belongs, if that makes it one of the API. */
  private static Optional<String> withVersion(String path) {
    String mount = "";
    String rest = path;
    if (rest.startsWith("/openai/") || rest.startsWith("/api/")) {
      mount = rest.substring(0, rest.indexOf('/', 1));
      rest = rest.substring(mount.length());
    }
    if (rest.startsWith("/@")) {
      int slash = rest.indexOf('/', 2);
      if (slash < 0) {
        return Optional.empty();
      }
      mount += rest.substring(0, slash);
      rest = rest.substring(slash);
    }
    return isApi(rest) ? Optional.of(mount + "/v1" + rest) : Optional.empty();
  }

  private static boolean isApi(String rest) {
    int end = rest.indexOf('/', 1);
    String first = rest.substring(Math.min(1, rest.length()), end < 0 ? rest.length() : end);
    return Endpoint.ofPath(rest).isPresent() || FURTHER.contains(first);
  }

  private static String shown(String path) {
    return path.length() <= LONGEST_SHOWN ? path : path.substring(0, LONGEST_SHOWN) + "…";
  }
}
