package dev.arobase.config.load;

import dev.arobase.config.ProviderConfig;
import dev.arobase.config.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Model references in the file: a provider that one names must be known. */
final class ModelText {
  private ModelText() {}

  /** Says what is wrong with a reference; an unknown provider is never guessed at. */
  static void check(Field field, String reference, Providers providers) {
    if (!reference.startsWith("@")) {
      return;
    }
    int slash = reference.indexOf('/');
    String name = slash < 0 ? reference.substring(1) : reference.substring(1, slash);
    if (name.isEmpty() || slash < 0 || slash == reference.length() - 1) {
      field.error("must be @provider/model, a model's id, or a route's name");
      return;
    }
    Optional<ProviderConfig> provider = providers.find(name);
    if (provider.isEmpty()) {
      field.error("unknown provider \"" + KeyPath.printable(name) + "\"" + hint(name, providers));
    } else if (!provider.get().enabled()) {
      field.warning(
          "the provider "
              + provider.get().name()
              + " is off: "
              + provider.get().disabledReason().orElse(""));
    }
  }

  static String hint(String name, Providers providers) {
    List<String> names = new ArrayList<>();
    for (ProviderConfig provider : providers) {
      names.add(provider.name());
      names.addAll(provider.synonyms());
    }
    return Suggestion.hint(name, names);
  }
}
