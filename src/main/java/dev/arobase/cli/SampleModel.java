package dev.arobase.cli;

import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;

/** A model id to show in an example, from the configuration alone. */
public final class SampleModel {
  private static final String MOCK = "mock";

  private SampleModel() {}

  /**
   * The default model, else the first route whose name stands for itself, else the first static
   * model of a provider that is on, else the mock's echo; where nothing of the kind is known, a
   * placeholder.
   */
  public static String of(Config config) {
    return config
        .defaultModel()
        .or(() -> config.routes().keySet().stream().filter(name -> !name.endsWith("*")).findFirst())
        .or(
            () ->
                config.providers().enabled().stream()
                    .filter(provider -> !provider.models().list().isEmpty())
                    .map(SampleModel::firstListed)
                    .findFirst())
        .or(
            () ->
                config
                    .provider(MOCK)
                    .filter(ProviderConfig::enabled)
                    .map(provider -> "@" + provider.name() + "/echo"))
        .orElse("@PROVIDER/MODEL");
  }

  private static String firstListed(ProviderConfig provider) {
    return "@" + provider.name() + "/" + provider.models().list().getFirst().id();
  }
}
