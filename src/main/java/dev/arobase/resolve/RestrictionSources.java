package dev.arobase.resolve;

import java.util.Optional;

/**
 * Where a request may say which providers it wants, besides the prefix of its model.
 *
 * @param path the {@code P} of {@code /@P/v1/…}, with or without its {@code @}
 * @param header {@code x-portkey-provider}, with or without an {@code @}
 * @param portkeyProvider the body's {@code portkey_provider}, likewise
 * @param provider the body's {@code provider}
 */
public record RestrictionSources(
    Optional<String> path,
    Optional<String> header,
    Optional<String> portkeyProvider,
    ProviderChoice provider) {

  public static final RestrictionSources NONE =
      new RestrictionSources(
          Optional.empty(), Optional.empty(), Optional.empty(), ProviderChoice.NONE);
}
