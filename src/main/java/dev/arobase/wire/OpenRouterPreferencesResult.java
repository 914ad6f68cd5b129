package dev.arobase.wire;

/** What came of reading OpenRouter's {@code provider} object. */
public sealed interface OpenRouterPreferencesResult
    permits OpenRouterPreferences, OpenRouterPreferencesResult.Refused {

  /**
   * A member is not what it must be.
   *
   * @param name with its path, such as {@code provider.order}
   */
  record Refused(String name, String message) implements OpenRouterPreferencesResult {}
}
