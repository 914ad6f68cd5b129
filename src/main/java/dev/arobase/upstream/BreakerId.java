package dev.arobase.upstream;

import java.util.Optional;

/**
 * What a breaker stands for.
 *
 * @param model the upstream's spelling; empty for all ids of the provider that no list has, so that
 *     nobody makes breakers by inventing ids
 */
public record BreakerId(String provider, Optional<String> model) {
  public static BreakerId listed(String provider, String model) {
    return new BreakerId(provider, Optional.of(model));
  }

  public static BreakerId unlisted(String provider) {
    return new BreakerId(provider, Optional.empty());
  }
}
