package dev.arobase.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.Rejection;
import dev.arobase.wire.Feature;
import dev.arobase.wire.OpenRouterPreferences;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One request in the making, and what comes of it. */
final class Asking {

  private final Snapshot snapshot;
  private Resolver resolver =
      new Resolver(HealthView.HEALTHY, SpeedView.UNKNOWN, new FixedChance(7));
  private Endpoint endpoint = Endpoint.CHAT_COMPLETIONS;
  private Optional<String> model = Optional.empty();
  private List<String> models = List.of();
  private Optional<String> path = Optional.empty();
  private Optional<String> header = Optional.empty();
  private Optional<String> portkey = Optional.empty();
  private ProviderChoice provider = ProviderChoice.NONE;
  private Set<Feature> wanted = Set.of();
  private long tokens;
  private Optional<String> conversation = Optional.empty();

  Asking(World world) {
    this(world.snapshot());
  }

  Asking(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  static Asking of(World world, String model) {
    return new Asking(world).model(model);
  }

  Asking with(Resolver resolver) {
    this.resolver = resolver;
    return this;
  }

  Asking model(String id) {
    model = Optional.of(id);
    return this;
  }

  Asking models(String... ids) {
    models = List.of(ids);
    return this;
  }

  Asking at(Endpoint endpoint) {
    this.endpoint = endpoint;
    return this;
  }

  Asking path(String name) {
    path = Optional.of(name);
    return this;
  }

  Asking header(String name) {
    header = Optional.of(name);
    return this;
  }

  Asking portkey(String name) {
    portkey = Optional.of(name);
    return this;
  }

  Asking provider(String... names) {
    provider = new ProviderChoice.Names(List.of(names));
    return this;
  }

  Asking preferring(Preferences preferences) {
    provider = new ProviderChoice.Preferences(preferences::build);
    return this;
  }

  Asking choosing(ProviderChoice choice) {
    provider = choice;
    return this;
  }

  Asking wanting(Feature... features) {
    wanted = Set.of(features);
    return this;
  }

  Asking tokens(long tokens) {
    this.tokens = tokens;
    return this;
  }

  Asking conversation(String key) {
    conversation = Optional.of(key);
    return this;
  }

  ResolveRequest request() {
    return new ResolveRequest(
        endpoint,
        model,
        models,
        new RestrictionSources(path, header, portkey, provider),
        wanted,
        tokens,
        conversation);
  }

  Resolution resolve() {
    return resolver.resolve(request(), snapshot);
  }

  Explanation explain() {
    return resolver.explain(request(), snapshot);
  }

  Plan plan() {
    Resolution resolution = resolve();
    assertThat(resolution).isInstanceOf(Resolution.Planned.class);
    return ((Resolution.Planned) resolution).plan();
  }

  /** The targets as references. */
  List<String> targets() {
    return plan().targets().stream().map(Target::reference).toList();
  }

  Rejection refused() {
    Resolution resolution = resolve();
    assertThat(resolution).isInstanceOf(Resolution.Refused.class);
    return ((Resolution.Refused) resolution).rejection();
  }

  List<String> suggestions() {
    return ((Resolution.Refused) resolve()).suggestions();
  }

  /** OpenRouter's object in the making. */
  static final class Preferences {
    private List<String> order = List.of();
    private List<String> only = List.of();
    private List<String> ignore = List.of();
    private boolean allowFallbacks = true;
    private Optional<OpenRouterPreferences.Sort> sort = Optional.empty();
    private Map<String, BigDecimal> maxPrice = Map.of();
    private boolean requireParameters;

    Preferences order(String... names) {
      order = List.of(names);
      return this;
    }

    Preferences only(String... names) {
      only = List.of(names);
      return this;
    }

    Preferences ignore(String... names) {
      ignore = List.of(names);
      return this;
    }

    Preferences noFallbacks() {
      allowFallbacks = false;
      return this;
    }

    Preferences sort(OpenRouterPreferences.Sort by) {
      sort = Optional.of(by);
      return this;
    }

    Preferences maxPrice(String key, String usd) {
      maxPrice = Map.of(key, new BigDecimal(usd));
      return this;
    }

    Preferences requireParameters() {
      requireParameters = true;
      return this;
    }

    private OpenRouterPreferences build() {
      return new OpenRouterPreferences(
          order, only, ignore, allowFallbacks, sort, maxPrice, requireParameters);
    }
  }
}
