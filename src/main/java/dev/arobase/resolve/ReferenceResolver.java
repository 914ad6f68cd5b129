package dev.arobase.resolve;

import dev.arobase.catalog.CaseFold;
import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.Strategy;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The ladder of rules for one reference: prefix, route, catalog, {@code P/M}, suffix, a named
 * provider verbatim, the default provider. The first rule that knows the reference decides.
 */
final class ReferenceResolver {

  private final Call call;
  private final Config config;
  private final CatalogLookup lookup;
  private final CatalogRule catalog;
  private final SuffixRule suffixes;

  ReferenceResolver(Call call) {
    this.call = call;
    this.config = call.snapshot().config();
    this.lookup = new CatalogLookup(call.snapshot());
    this.catalog = new CatalogRule(call, lookup);
    this.suffixes = new SuffixRule(call, lookup, catalog);
  }

  /** A reference as the client wrote it. */
  Outcome fromClient(String text) {
    return resolve(text, List.of());
  }

  /**
   * A target of a route.
   *
   * @param onPath names of the routes that led to it; none of them is entered again
   */
  Outcome inRoute(String text, List<String> onPath) {
    return resolve(text, onPath);
  }

  private Outcome resolve(String text, List<String> onPath) {
    Optional<ModelReference> parsed = ModelReference.parse(text);
    if (parsed.isEmpty()) {
      return missed(Rejections.invalidModel(text));
    }
    ModelReference reference = parsed.get();
    return reference.provider().isPresent()
        ? prefixed(reference, reference.provider().get())
        : bare(text, onPath);
  }

  private Outcome prefixed(ModelReference reference, String prefix) {
    Optional<ProviderConfig> found = config.provider(prefix);
    if (found.isEmpty()) {
      return missed(Rejections.unknownProvider(prefix, config, "model"));
    }
    ProviderConfig provider = found.get();
    if (!provider.enabled()) {
      return missed(Rejections.notConfigured(List.of(provider), "model"));
    }
    if (!call.restriction().permits(provider)) {
      return missed(
          Rejection.of(
              ErrorCode.PROVIDER_CONFLICT,
              reference.text() + " names " + provider.name() + ", which the request excludes.",
              "provider"));
    }
    call.tell(
        Stage.PREFIX,
        () -> "The prefix names " + provider.name() + "; the model is " + reference.model() + ".");
    return named(reference.model(), call.restriction().withNamed(provider));
  }

  /** The reference's own prefix names the provider: catalog, suffix, verbatim. */
  private Outcome named(String model, Restriction restriction) {
    return catalog
        .find(model, restriction, call.sort())
        .or(() -> suffixes.find(model, restriction))
        .orElseGet(() -> verbatim(model, restriction));
  }

  private Outcome bare(String model, List<String> onPath) {
    Restriction restriction = call.restriction();
    boolean fromClient = onPath.isEmpty();
    return route(model, onPath)
        .or(() -> catalog.find(model, restriction, call.sort()))
        .or(() -> catalog.slashed(model, restriction, call.sort()))
        .or(() -> suffixes.find(model, restriction))
        .or(
            () ->
                // A bare target of a route is passed over by a restriction, not forced through it.
                fromClient && !restriction.named().isEmpty()
                    ? Optional.of(verbatim(model, restriction))
                    : Optional.empty())
        .or(() -> defaultProvider(model, restriction))
        .orElseGet(() -> notFound(model));
  }

  private Optional<Outcome> route(String model, List<String> onPath) {
    RouteTable routes = call.snapshot().routes();
    String folded = CaseFold.fold(model);
    Optional<RouteTable.Match> exact = routes.exact(folded).filter(free(onPath));
    if (exact.isPresent()) {
      return expand(exact.get(), Optional.empty(), onPath);
    }
    Optional<Suffix> suffix = Suffix.of(model).filter(read -> read.kind().strategy().isPresent());
    Optional<RouteTable.Match> base =
        suffix.flatMap(read -> routes.exact(CaseFold.fold(read.base()))).filter(free(onPath));
    if (base.isPresent()) {
      return expand(base.get(), suffix.flatMap(read -> read.kind().strategy()), onPath);
    }
    return routes
        .wildcard(model, folded)
        .filter(free(onPath))
        .flatMap(match -> expand(match, Optional.empty(), onPath));
  }

  private static Predicate<RouteTable.Match> free(List<String> onPath) {
    return match -> !onPath.contains(match.route().name());
  }

  private Optional<Outcome> expand(
      RouteTable.Match match, Optional<Strategy> asked, List<String> onPath) {
    String name = match.route().name();
    call.tell(
        Stage.ROUTE,
        () ->
            "The route "
                + name
                + " matches"
                + match.wildcard().map(text -> "; its * stands for " + text).orElse("")
                + ".");
    List<String> path = Stream.concat(onPath.stream(), Stream.of(name)).toList();
    RouteExpansion expansion = new RouteExpansion(call, this, match, path);
    Optional<Outcome.Found> found = expansion.expand(asked);
    if (found.isPresent()) {
      return Optional.of(found.get());
    }
    if (call.restriction().restricts()) {
      call.tell(
          Stage.ROUTE,
          () -> "The restriction leaves none of its targets; the route is passed over.");
      return Optional.empty();
    }
    Rejection first = expansion.refusals().getFirst();
    List<String> messages =
        expansion.refusals().stream().map(Rejection::message).distinct().limit(3).toList();
    return Optional.of(
        missed(
            Rejection.of(
                first.code(),
                "The route " + name + " leads nowhere: " + String.join(" ", messages),
                "model")));
  }

  private Outcome verbatim(String model, Restriction restriction) {
    List<Target> targets =
        restriction.named().stream()
            .filter(restriction::permits)
            .map(provider -> Target.verbatim(provider, model))
            .toList();
    call.tell(
        Stage.VERBATIM,
        () ->
            Rejections.names(restriction.named())
                + " was named but does not list "
                + model
                + ": it goes there verbatim, for lists lag behind.");
    return switch (new CandidateFilter(call).filter(model, targets, Optional.empty())) {
      case CandidateFilter.Result.None none -> new Outcome.Missed(none.refused());
      case CandidateFilter.Result.Left left -> asFound(left.targets());
    };
  }

  private Optional<Outcome> defaultProvider(String model, Restriction restriction) {
    if (Suffix.of(model).filter(suffix -> suffix.kind() == Suffix.Kind.FREE).isPresent()) {
      return Optional.empty();
    }
    return config
        .defaultProvider()
        .flatMap(config::provider)
        .filter(provider -> provider.enabled() && restriction.permits(provider))
        .map(
            provider -> {
              call.tell(
                  Stage.DEFAULT,
                  () ->
                      "Nothing knows "
                          + model
                          + "; default_provider "
                          + provider.name()
                          + " takes it verbatim.");
              return asFound(List.of(Target.verbatim(provider, model)));
            });
  }

  private static Outcome asFound(List<Target> targets) {
    return new Outcome.Found(
        targets, Strategy.FALLBACK, Optional.empty(), Optional.empty(), OptionalInt.empty());
  }

  private Outcome notFound(String model) {
    return new Outcome.Missed(UnknownModel.refused(model, call, lookup));
  }

  private static Outcome missed(Rejection rejection) {
    return new Outcome.Missed(Resolution.Refused.of(rejection));
  }
}
