package dev.arobase.portkey;

import dev.arobase.config.AuthStyle;
import dev.arobase.config.Config;
import dev.arobase.config.Defaults;
import dev.arobase.config.ListShape;
import dev.arobase.config.ModelPolicy;
import dev.arobase.config.PriceUnit;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.ProviderModels;
import dev.arobase.config.ProviderTraits;
import dev.arobase.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Providers as one request changes them: with a key of its own, or at a host of its own. */
final class OwnProvider {
  private static final String CUSTOM = "custom";

  private static final ProviderModels NO_MODELS =
      new ProviderModels(
          Optional.empty(),
          ModelPolicy.LOCAL,
          List.of(),
          ListShape.OPENAI,
          PriceUnit.NONE,
          List.of(),
          Map.of(),
          Map.of());

  private OwnProvider() {}

  /** The provider with that key alone, on if nothing but a key was missing. */
  static ProviderConfig withKey(ProviderConfig provider, Secret key) {
    boolean on =
        provider.enabled()
            || (provider.builtIn()
                && !provider.baseUrl().equals(ProviderConfig.NO_BASE_URL)
                && !provider.disabledReason().equals(Optional.of(ProviderConfig.SWITCHED_OFF)));
    return provider
        .withDisabledReason(on ? Optional.empty() : provider.disabledReason())
        .withKeys(List.of(key), Optional.of(provider.auth().orElse(AuthStyle.BEARER)));
  }

  /**
   * A host that speaks like that provider. It gets nothing of the operator's: no key, no header, no
   * certificate.
   *
   * @param like empty for one that speaks as OpenAI does
   */
  static ProviderConfig at(
      URI url, Optional<ProviderConfig> like, Optional<Secret> key, Config config) {
    Defaults defaults = config.defaults();
    return new ProviderConfig(
        like.map(ProviderConfig::name).orElse(CUSTOM),
        Set.of(),
        false,
        false,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        url,
        true,
        key.map(List::of).orElse(List.of()),
        Optional.of(like.flatMap(ProviderConfig::auth).orElse(AuthStyle.BEARER)),
        // What the operator wrote may be secret; what comes with the kind of provider is not.
        like.filter(known -> !known.listed()).map(ProviderConfig::headers).orElse(Map.of()),
        Optional.empty(),
        config.proxy(),
        defaults.timeouts(),
        defaults.retry(),
        defaults.breaker(),
        defaults.maxConcurrent(),
        defaults.queue(),
        false,
        NO_MODELS,
        like.map(ProviderConfig::traits).orElse(ProviderTraits.CUSTOM));
  }
}
