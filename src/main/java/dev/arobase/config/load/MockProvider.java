package dev.arobase.config.load;

import dev.arobase.config.ProviderConfig;
import java.util.List;
import java.util.Optional;

/** The provider that makes the first command show something: on while no other one is. */
final class MockProvider {
  static final String NAME = "mock";

  private MockProvider() {}

  static List<ProviderConfig> switched(List<ProviderConfig> providers) {
    boolean another =
        providers.stream()
            .anyMatch(provider -> provider.enabled() && !provider.name().equals(NAME));
    return providers.stream()
        .map(
            provider ->
                provider.name().equals(NAME) && !provider.listed()
                    ? provider.withDisabledReason(
                        another ? Optional.of("another provider is on") : Optional.empty())
                    : provider)
        .toList();
  }
}
