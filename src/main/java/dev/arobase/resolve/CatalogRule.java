package dev.arobase.resolve;

import dev.arobase.catalog.Offering;
import dev.arobase.config.Config;
import dev.arobase.config.Strategy;
import dev.arobase.resolve.CatalogLookup.Result;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The rule that looks a model up in the catalog and orders who offers it. */
final class CatalogRule {
  private final Call call;
  private final Config config;
  private final CatalogLookup lookup;

  CatalogRule(Call call, CatalogLookup lookup) {
    this.call = call;
    this.config = call.snapshot().config();
    this.lookup = lookup;
  }

  /** Empty when the catalog does not know it, or nobody permitted offers it. */
  Optional<Outcome> find(String model, Restriction restriction, Strategy strategy) {
    return find(model, model, restriction, strategy);
  }

  /**
   * @param asked what the client wrote, for messages
   * @param model what is looked up
   */
  Optional<Outcome> find(String asked, String model, Restriction restriction, Strategy strategy) {
    return switch (lookup.find(model, restriction)) {
      case Result.Nothing nothing -> Optional.empty();
      case Result.Ambiguous ambiguous -> {
        call.tell(Stage.CATALOG, () -> "The catalog has several models that this may be.");
        yield Optional.of(new Outcome.Missed(Rejections.ambiguous(asked, ambiguous.models())));
      }
      case Result.Known known -> {
        call.tell(Stage.CATALOG, () -> told(known));
        yield Optional.of(candidates(asked, known, known.targets(), restriction, strategy));
      }
    };
  }

  private static String told(Result.Known known) {
    int offerings = known.targets().size();
    return "The catalog knows it by "
        + known.by().words()
        + " as "
        + known.model().id()
        + ", with "
        + (offerings == 1 ? "one offering" : offerings + " offerings")
        + " to choose from.";
  }

  /** Those of the targets that may serve the request, in order. */
  Outcome candidates(
      String asked,
      Result.Known known,
      List<Target> targets,
      Restriction restriction,
      Strategy strategy) {
    Optional<Offering> description = Optional.of(known.model().description());
    return switch (new CandidateFilter(call).filter(asked, targets, description)) {
      case CandidateFilter.Result.None none -> new Outcome.Missed(none.refused());
      case CandidateFilter.Result.Left left -> {
        List<Target> sorted = new CandidateOrder(call).sort(left.targets(), strategy);
        yield new Outcome.Found(
            preferred(sorted, restriction),
            strategy,
            Optional.empty(),
            Optional.of(known.model().id()),
            OptionalInt.empty());
      }
    };
  }

  /** {@code provider.order} goes before every other order. */
  private List<Target> preferred(List<Target> targets, Restriction restriction) {
    List<String> order = restriction.order();
    if (order.isEmpty()) {
      return targets;
    }
    call.tell(Stage.ORDER, () -> "provider.order asks for " + String.join(", ", order) + " first.");
    return targets.stream()
        .sorted(
            Comparator.comparingInt(
                target -> {
                  int place = order.indexOf(target.provider().name());
                  return place < 0 ? Integer.MAX_VALUE : place;
                }))
        .toList();
  }

  /** {@code P/M} as other gateways write it, where P is a provider that lists M. */
  Optional<Outcome> slashed(String model, Restriction restriction, Strategy strategy) {
    int slash = model.indexOf('/');
    if (slash < 1 || slash == model.length() - 1) {
      return Optional.empty();
    }
    return config
        .provider(model.substring(0, slash))
        .filter(provider -> provider.enabled() && restriction.permits(provider))
        .flatMap(
            provider ->
                find(model, model.substring(slash + 1), restriction.withNamed(provider), strategy));
  }
}
