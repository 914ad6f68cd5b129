package dev.arobase.config;

import java.util.OptionalInt;

/**
 * A name of one's own and where it leads.
 *
 * @param name as routes.yaml spells it; may end in {@code *}
 * @param root a single target stands in a group of one
 * @param timeouts over the provider's
 * @param retry over the provider's
 * @param maxAttempts over {@code defaults.max_attempts}
 */
public record RouteConfig(
    String name,
    RouteNode.Group root,
    TimeoutOverrides timeouts,
    RetryOverrides retry,
    OptionalInt maxAttempts) {

  /** Whether it stands for every name that begins as it does. */
  public boolean wildcard() {
    return name.endsWith("*");
  }
}
