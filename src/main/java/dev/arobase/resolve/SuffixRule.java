package dev.arobase.resolve;

import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.Strategy;
import dev.arobase.resolve.CatalogLookup.By;
import dev.arobase.resolve.CatalogLookup.Result;
import java.util.List;
import java.util.Optional;

/** The rule for an id that is known only without what follows its last colon. */
final class SuffixRule {
  private final Call call;
  private final Config config;
  private final CatalogLookup lookup;
  private final CatalogRule catalog;

  SuffixRule(Call call, CatalogLookup lookup, CatalogRule catalog) {
    this.call = call;
    this.config = call.snapshot().config();
    this.lookup = lookup;
    this.catalog = catalog;
  }

  /** Empty when there is no suffix, or when the rest is not known either. */
  Optional<Outcome> find(String model, Restriction restriction) {
    return Suffix.of(model)
        .flatMap(
            suffix ->
                switch (suffix.kind()) {
                  case FREE -> Optional.<Outcome>empty();
                  case FLOOR, NITRO -> sorted(model, suffix, restriction);
                  case OPENROUTER -> variant(model, suffix, restriction);
                });
  }

  /** {@code :floor} and {@code :nitro}, which OpenRouter understands itself where it is named. */
  private Optional<Outcome> sorted(String model, Suffix suffix, Restriction restriction) {
    if (restriction.only().filter(Restriction::isOpenRouter).isPresent()) {
      return variant(model, suffix, restriction);
    }
    Strategy strategy = suffix.kind().strategy().orElseThrow();
    call.tell(
        Stage.SUFFIX,
        () -> "No id ends so; " + suffix.base() + " is looked up, " + Words.of(strategy) + ".");
    return catalog
        .find(model, suffix.base(), restriction, strategy)
        .or(() -> catalog.slashed(suffix.base(), restriction, strategy));
  }

  /** Only OpenRouter is a candidate, and gets the id as typed. */
  private Optional<Outcome> variant(String model, Suffix suffix, Restriction restriction) {
    Optional<ProviderConfig> openRouter =
        config
            .provider(Restriction.OPENROUTER)
            .filter(provider -> provider.enabled() && restriction.permits(provider));
    if (openRouter.isEmpty()) {
      return Optional.empty();
    }
    if (!(lookup.find(suffix.base(), restriction.withNamed(openRouter.get()))
        instanceof Result.Known known)) {
      return Optional.empty();
    }
    call.tell(
        Stage.SUFFIX,
        () ->
            "No id ends so; "
                + suffix.base()
                + " is known, and what follows its colon is OpenRouter's to understand.");
    // A short name is nothing OpenRouter would know: it gets the whole id with the suffix.
    boolean whole = known.by() == By.CANONICAL_ID || known.by() == By.UPSTREAM_ID;
    String ending = model.substring(suffix.base().length());
    List<Target> targets =
        known.targets().stream()
            .map(
                target ->
                    Target.of(
                        target.provider(),
                        whole ? model : target.upstreamId() + ending,
                        target.offering()))
            .toList();
    return Optional.of(catalog.candidates(model, known, targets, restriction, call.sort()));
  }
}
