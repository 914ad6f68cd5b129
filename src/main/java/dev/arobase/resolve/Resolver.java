package dev.arobase.resolve;

import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.Strategy;
import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;
import dev.arobase.resolve.Resolution.Planned;
import dev.arobase.resolve.Resolution.Refused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where a request goes. A function of the request and a snapshot, but for the turns it takes of
 * {@link Chance}; called on event loops, it never waits, and what it costs does not depend on the
 * size of the catalog.
 */
public final class Resolver {

  private final HealthView health;
  private final SpeedView speed;
  private final Chance chance;
  private final Trace trace;

  public Resolver(HealthView health, SpeedView speed, Chance chance) {
    this(health, speed, chance, Trace.NONE);
  }

  private Resolver(HealthView health, SpeedView speed, Chance chance, Trace trace) {
    this.health = health;
    this.speed = speed;
    this.chance = chance;
    this.trace = trace;
  }

  /** The same, but it takes no turn and tells {@code trace} what it does; for one explanation. */
  public Resolver tellingTo(RecordedTrace trace) {
    return new Resolver(health, speed, chance.peek(), trace);
  }

  /** What {@link #resolve} would answer now, and why; takes no turn. */
  public Explanation explain(ResolveRequest request, Snapshot snapshot) {
    RecordedTrace steps = new RecordedTrace();
    Resolution resolution = tellingTo(steps).resolve(request, snapshot);
    return explanation(request, snapshot, resolution, steps);
  }

  /** Of a resolution that came about in these steps. */
  public Explanation explanation(
      ResolveRequest request, Snapshot snapshot, Resolution resolution, RecordedTrace steps) {
    return Explanation.of(request, snapshot, resolution, steps, health, speed);
  }

  public Resolution resolve(ResolveRequest request, Snapshot snapshot) {
    Config config = snapshot.config();
    Optional<String> text = model(request, config, trace);
    Optional<String> prefix = Optional.empty();
    if (text.isPresent()) {
      Optional<ModelReference> reference = ModelReference.parse(text.get());
      if (reference.isEmpty()) {
        return Refused.of(Rejections.invalidModel(text.get()));
      }
      prefix = reference.get().provider();
    }
    RestrictionReader.Result read = RestrictionReader.read(request.sources(), prefix, config);
    if (read instanceof RestrictionReader.Result.Refused refused) {
      return Refused.of(refused.rejection());
    }
    Restriction restriction = ((RestrictionReader.Result.Read) read).restriction();
    Call call = new Call(request, snapshot, restriction, health, speed, chance, trace);
    if (trace.on()) {
      trace.step(Stage.RESTRICTION, told(restriction));
    }
    if (text.isEmpty() || request.endpoint() == Endpoint.OTHER) {
      return withoutModel(call, text);
    }
    return plan(call, text.get());
  }

  /** The first of {@code model}, {@code models} and {@code default_model}. */
  private static Optional<String> model(ResolveRequest request, Config config, Trace trace) {
    Optional<String> named = request.model().or(() -> request.models().stream().findFirst());
    if (named.isPresent() || request.endpoint() == Endpoint.OTHER) {
      return named;
    }
    if (trace.on() && config.defaultModel().isPresent()) {
      trace.step(Stage.REQUEST, "The request names no model; default_model takes its place.");
    }
    return config.defaultModel();
  }

  private static String told(Restriction restriction) {
    if (!restriction.restricts()) {
      return "Any provider may serve it.";
    }
    List<String> parts = new ArrayList<>();
    if (!restriction.named().isEmpty()) {
      parts.add("only " + Rejections.names(restriction.named()));
    }
    if (!restriction.ignored().isEmpty()) {
      parts.add("not " + String.join(", ", restriction.ignored().stream().sorted().toList()));
    }
    if (!restriction.maxPrice().isEmpty()) {
      parts.add("only up to provider.max_price");
    }
    if (restriction.requireParameters()) {
      parts.add("only with all that the request needs");
    }
    return "The request restricts its providers: " + String.join("; ", parts) + ".";
  }

  /** A path outside the table, which only a named provider takes; or nothing to route by. */
  private static Resolution withoutModel(Call call, Optional<String> text) {
    Restriction restriction = call.restriction();
    Optional<ProviderConfig> only = restriction.only();
    if (call.request().endpoint() != Endpoint.OTHER) {
      return Refused.of(Rejections.missingModel());
    }
    if (only.isEmpty()) {
      return Refused.of(Rejections.pathNotFound());
    }
    if (text.isPresent()) {
      return plan(call, text.get());
    }
    Target target = Target.verbatim(only.get(), "");
    return new Planned(
        new Plan(
            "",
            Optional.empty(),
            Optional.empty(),
            Strategy.FALLBACK,
            List.of(restriction.openRouterNamed() ? target.withOpenRouterFields() : target),
            call.snapshot().config().defaults().maxAttempts()));
  }

  private static Resolution plan(Call call, String text) {
    Outcome first = new ReferenceResolver(call).fromClient(text);
    // Where OpenRouter is named, the list of models is its own to follow.
    List<Outcome> outcomes =
        call.restriction().openRouterNamed()
            ? List.of(first)
            : withFurtherModels(call, text, first);
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Missed missed && isMistake(missed.refused().rejection())) {
        return missed.refused();
      }
    }
    List<Outcome.Found> found = new ArrayList<>(outcomes.size());
    List<Target> targets = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Found one) {
        found.add(one);
        one.targets().forEach(target -> targets.add(fields(target, call.restriction())));
      }
    }
    if (found.isEmpty()) {
      return ((Outcome.Missed) outcomes.getFirst()).refused();
    }
    Outcome.Found lead = found.getFirst();
    OptionalInt maxAttempts = lead.maxAttempts();
    return new Planned(
        new Plan(
            text,
            lead.route(),
            found.size() == 1 ? lead.canonicalId() : Optional.empty(),
            found.size() == 1 ? lead.strategy() : Strategy.FALLBACK,
            new PlanFinish(call).finish(targets),
            maxAttempts.orElse(call.snapshot().config().defaults().maxAttempts())));
  }

  private static Target fields(Target target, Restriction restriction) {
    return restriction.openRouterNamed() && Restriction.isOpenRouter(target.provider())
        ? target.withOpenRouterFields()
        : target;
  }

  /** The further models, each under the request's restriction but not under the first's prefix. */
  private static List<Outcome> withFurtherModels(Call call, String text, Outcome first) {
    Set<String> further = new LinkedHashSet<>(call.request().models());
    further.remove(text);
    if (further.isEmpty()) {
      return List.of(first);
    }
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(first);
    RestrictionReader.Result read =
        RestrictionReader.read(
            call.request().sources(), Optional.empty(), call.snapshot().config());
    if (read instanceof RestrictionReader.Result.Read ours) {
      Call rest =
          new Call(
              call.request(),
              call.snapshot(),
              ours.restriction(),
              call.health(),
              call.speed(),
              call.chance(),
              call.trace());
      for (String model : further) {
        if (call.trace().on()) {
          call.trace().step(Stage.REQUEST, "models names " + model + " to fall back to.");
        }
        outcomes.add(new ReferenceResolver(rest).fromClient(model));
      }
    }
    return outcomes;
  }

  /**
   * Mistakes that a client should hear of even where another of its models would do; a model that
   * is gone or a provider that is off is only passed over.
   */
  private static boolean isMistake(Rejection rejection) {
    return rejection.code() == ErrorCode.INVALID_MODEL
        || rejection.code() == ErrorCode.UNKNOWN_PROVIDER;
  }
}
