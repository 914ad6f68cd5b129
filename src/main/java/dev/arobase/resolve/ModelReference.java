package dev.arobase.resolve;

import java.util.Optional;

/**
 * A model as a client names it: {@code @P/M}, split at the first slash, or {@code M} alone.
 *
 * @param text as it was written
 * @param provider the {@code P} of a prefix, as it was written
 * @param model what is left: any text, further slashes, colons and at signs included
 */
public record ModelReference(String text, Optional<String> provider, String model) {

  /**
   * Empty when a prefix lacks its provider ({@code @/M}) or its model ({@code @P}, {@code @P/}).
   */
  public static Optional<ModelReference> parse(String text) {
    if (!text.startsWith("@")) {
      return Optional.of(new ModelReference(text, Optional.empty(), text));
    }
    int slash = text.indexOf('/');
    if (slash <= 1 || slash == text.length() - 1) {
      return Optional.empty();
    }
    return Optional.of(
        new ModelReference(text, Optional.of(text.substring(1, slash)), text.substring(slash + 1)));
  }
}
