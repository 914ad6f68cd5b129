package dev.arobase.observe;

import java.util.OptionalLong;

/**
 * Tokens of one request as the log line and the metrics show them; empty where not known.
 *
 * @param prompt all prompt tokens, the cached ones included
 * @param completion all completion tokens, reasoning included
 * @param cached prompt tokens read from the provider's cache
 * @param cacheWrite prompt tokens written to it
 * @param reasoning the part of the completion that was reasoning
 */
public record TokenCounts(
    OptionalLong prompt,
    OptionalLong completion,
    OptionalLong cached,
    OptionalLong cacheWrite,
    OptionalLong reasoning) {

  public static final TokenCounts UNKNOWN =
      new TokenCounts(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());
}
