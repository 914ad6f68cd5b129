package dev.arobase.resolve;

import dev.arobase.catalog.CaseFold;
import dev.arobase.catalog.Model;
import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said of a model that nothing resolves: why that may be, and what may have been meant. */
final class UnknownModel {
  private UnknownModel() {}

  static Resolution.Refused refused(String model, Call call, CatalogLookup catalog) {
    Config config = call.snapshot().config();
    boolean restricted = call.restriction().restricts();
    Optional<String> known = catalog.knownElsewhere(model).map(Model::id);
    List<String> hints = new ArrayList<>();
    known.ifPresent(
        id ->
            hints.add(
                id
                    + (restricted
                        ? " is known, but the request rules out every provider that serves it."
                        : " is known, but no provider that may serve it is on.")));
    int slash = model.indexOf('/');
    if (slash > 0 && !restricted) {
      off(model.substring(0, slash), config).ifPresent(hints::add);
    }
    Suffix.of(model)
        .filter(suffix -> suffix.kind() == Suffix.Kind.OPENROUTER)
        .flatMap(suffix -> off(Restriction.OPENROUTER, config))
        .ifPresent(why -> hints.add("What follows its colon is OpenRouter's. " + why));
    return Rejections.notFound(
        model,
        CloseNames.find(model, call.snapshot()).stream()
            .filter(id -> known.isEmpty() || !id.equals(known.get()))
            .toList(),
        call.snapshot().catalog().leftOut(CaseFold.fold(model)),
        hints);
  }

  /** Why a provider is off, as a sentence; empty when it is on or unknown. */
  private static Optional<String> off(String name, Config config) {
    return config.provider(name).filter(provider -> !provider.enabled()).map(UnknownModel::reason);
  }

  private static String reason(ProviderConfig provider) {
    return "The provider "
        + provider.name()
        + " is not enabled: "
        + provider.disabledReason().orElse("off")
        + ".";
  }
}
