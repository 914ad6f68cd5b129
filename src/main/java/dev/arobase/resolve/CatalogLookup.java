package dev.arobase.resolve;

import dev.arobase.catalog.CaseFold;
import dev.arobase.catalog.Catalog;
import dev.arobase.catalog.Model;
import dev.arobase.catalog.Offering;
import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the model that an id means, in the order of the rules: canonical id, an upstream's id, the
 * Hugging Face id, the id without its organisation. What no permitted provider offers is not found,
 * so that a restriction never hides a model behind another one's id.
 */
final class CatalogLookup {

  /** What came of it. */
  sealed interface Result {

    /**
     * One model.
     *
     * @param by how the id names it, as people say it
     * @param targets at least one
     */
    record Known(Model model, By by, List<Target> targets) implements Result {}

    record Ambiguous(By by, List<Model> models) implements Result {}

    record Nothing() implements Result {}
  }

  /** Which of a model's names an id is. */
  enum By {
    CANONICAL_ID("its id"),
    UPSTREAM_ID("a provider's own id"),
    HUGGING_FACE_ID("its Hugging Face id"),
    SHORT_NAME("its name without the organisation");

    private final String words;

    By(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private static final Result NOTHING = new Result.Nothing();

  private final Config config;
  private final Catalog catalog;

  CatalogLookup(Snapshot snapshot) {
    this.config = snapshot.config();
    this.catalog = snapshot.catalog();
  }

  /** Whatever the spelling of {@code id}. */
  Result find(String id, Restriction restriction) {
    String folded = CaseFold.fold(id);
    Optional<ProviderConfig> only = restriction.only();
    if (only.isPresent()) {
      // A provider's own list comes first where it is the only one: its ids may be canonical ids of
      // something else.
      Optional<Offering> own = catalog.offering(only.get().name(), id, folded);
      if (own.isPresent() && restriction.permits(only.get())) {
        return listed(only.get(), own.get(), folded);
      }
    }
    for (By by : By.values()) {
      Result result = among(by, models(by, folded), restriction);
      if (!(result instanceof Result.Nothing)) {
        return result;
      }
    }
    return NOTHING;
  }

  private Result listed(ProviderConfig provider, Offering offering, String folded) {
    Model model =
        catalog
            .byId(CaseFold.fold(offering.canonicalId()))
            .orElseGet(() -> new Model(offering.canonicalId(), offering, List.of(offering)));
    // Who asks by an alias gets the alias, as the list spells it: it may lead elsewhere tomorrow.
    String spelling = spelling(offering, folded);
    return new Result.Known(
        model, By.UPSTREAM_ID, List.of(Target.of(provider, spelling, Optional.of(offering))));
  }

  private static String spelling(Offering offering, String folded) {
    if (!CaseFold.fold(offering.upstreamId()).equals(folded)) {
      for (String alias : offering.aliases()) {
        if (CaseFold.fold(alias).equals(folded)) {
          return alias;
        }
      }
    }
    return offering.upstreamId();
  }

  private List<Model> models(By by, String folded) {
    return switch (by) {
      case CANONICAL_ID -> catalog.byId(folded).map(List::of).orElse(List.of());
      case UPSTREAM_ID -> catalog.byUpstreamId(folded);
      case HUGGING_FACE_ID -> catalog.byHuggingFaceId(folded);
      case SHORT_NAME -> catalog.byShortName(folded);
    };
  }

  private Result among(By by, List<Model> models, Restriction restriction) {
    if (models.isEmpty()) {
      return NOTHING;
    }
    List<Model> offered = new ArrayList<>(1);
    List<Target> targets = List.of();
    for (Model model : models) {
      List<Target> found = targets(model, restriction);
      if (!found.isEmpty()) {
        offered.add(model);
        targets = found;
      }
    }
    if (by == By.UPSTREAM_ID && offered.size() > 1) {
      List<Model> vouched = offered.stream().filter(Model::canonical).toList();
      // The same text in two lists: the one that a catalog vouches for is the model people mean.
      if (vouched.size() == 1) {
        offered = vouched;
        targets = targets(vouched.getFirst(), restriction);
      }
    }
    return switch (offered.size()) {
      case 0 -> NOTHING;
      case 1 -> new Result.Known(offered.getFirst(), by, targets);
      default -> new Result.Ambiguous(by, offered);
    };
  }

  private List<Target> targets(Model model, Restriction restriction) {
    List<Target> targets = new ArrayList<>(model.offerings().size());
    for (Offering offering : model.offerings()) {
      config
          .provider(offering.provider())
          .filter(provider -> provider.enabled() && restriction.permits(provider))
          .map(provider -> Target.listed(provider, offering))
          .ifPresent(targets::add);
    }
    return targets;
  }

  /** The models that this id names but that nobody permitted offers, for explaining a miss. */
  Optional<Model> knownElsewhere(String id) {
    String folded = CaseFold.fold(id);
    Function<By, Optional<Model>> first = by -> models(by, folded).stream().findFirst();
    for (By by : By.values()) {
      Optional<Model> model = first.apply(by);
      if (model.isPresent()) {
        return model;
      }
    }
    return Optional.empty();
  }
}
