package dev.arobase.config.load;

import dev.arobase.config.AuthStyle;
import dev.arobase.config.ProviderTraits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of the resource {@code providers.json}.
 *
 * @param keyVariables where its key may be, the customary one first
 * @param baseUrl {@code ${VAR}} in it is a variable it needs besides its key; empty when
 *     routes.yaml has to say it
 * @param onlyWhenListed its key being set does not switch it on
 */
record BuiltInProvider(
    String name,
    List<String> synonyms,
    List<String> keyVariables,
    KeyNeed key,
    Optional<String> baseUrl,
    AuthStyle auth,
    Map<String, String> headers,
    boolean onlyWhenListed,
    ProviderTraits traits) {

  /** Whether a provider of this kind can do without a key. */
  enum KeyNeed {
    REQUIRED,
    OPTIONAL,
    NONE
  }

  /** What an OpenAI-compatible server is taken for when routes.yaml says no more. */
  static final BuiltInProvider CUSTOM =
      new BuiltInProvider(
          "custom",
          List.of(),
          List.of(),
          KeyNeed.OPTIONAL,
          Optional.empty(),
          AuthStyle.BEARER,
          Map.of(),
          true,
          ProviderTraits.CUSTOM);
}
