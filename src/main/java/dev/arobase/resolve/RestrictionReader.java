package dev.arobase.resolve;

import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.Strategy;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;
import dev.arobase.wire.OpenRouterPreferences;
import dev.arobase.wire.OpenRouterPreferencesResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One reading of all that a request says about providers. */
final class RestrictionReader {

  /** What came of it. */
  sealed interface Result {
    record Read(Restriction restriction) implements Result {}

    record Refused(Rejection rejection) implements Result {}
  }

  /** One place of the request that names providers. */
  private record Source(String place, String param, List<ProviderConfig> providers) {
    String words() {
      return place + " names " + Rejections.names(providers);
    }
  }

  private static final Result UNRESTRICTED = new Result.Read(Restriction.NONE);

  private final Config config;
  private final List<Source> sources = new ArrayList<>();

  private RestrictionReader(Config config) {
    this.config = config;
  }

  /**
   * @param prefix the provider of the model's prefix
   */
  static Result read(RestrictionSources sources, Optional<String> prefix, Config config) {
    if (prefix.isEmpty() && sources.equals(RestrictionSources.NONE)) {
      return UNRESTRICTED;
    }
    try {
      return new Result.Read(new RestrictionReader(config).read(sources, prefix));
    } catch (Refusal refusal) {
      return new Result.Refused(refusal.rejection);
    }
  }

  private Restriction read(RestrictionSources from, Optional<String> prefix) throws Refusal {
    addSingle("the prefix of model", "model", prefix);
    addSingle("the path", "provider", from.path());
    addSingle("the header x-portkey-provider", "x-portkey-provider", from.header());
    addSingle("portkey_provider", "portkey_provider", from.portkeyProvider());
    if (from.provider() instanceof ProviderChoice.Names choice) {
      List<ProviderConfig> named = new ArrayList<>();
      for (String name : choice.names()) {
        if (!name.isBlank()) {
          named.add(known(name, "provider"));
        }
      }
      if (!named.isEmpty()) {
        sources.add(new Source("provider", "provider", distinct(named)));
      }
    }
    boolean openRouterNamed =
        sources.stream()
            .anyMatch(
                source ->
                    source.providers().size() == 1
                        && Restriction.isOpenRouter(source.providers().getFirst()));
    Optional<OpenRouterPreferences> preferences =
        from.provider() instanceof ProviderChoice.Preferences choice && !openRouterNamed
            ? Optional.of(preferences(choice))
            : Optional.empty();
    if (preferences.isPresent()) {
      addOnly(preferences.get());
    }
    List<ProviderConfig> allowed = intersection();
    Set<String> ignored = preferences.map(this::ignored).orElse(Set.of());
    if (!allowed.isEmpty() && allowed.stream().allMatch(one -> ignored.contains(one.name()))) {
      throw new Refusal(
          Rejection.of(
              ErrorCode.PROVIDER_CONFLICT,
              sources.getFirst().words()
                  + " but provider.ignore names "
                  + Rejections.names(allowed)
                  + " too: nothing is left.",
              "provider"));
    }
    return new Restriction(
        enabled(allowed),
        ignored,
        preferences.map(this::order).orElse(List.of()),
        preferences.flatMap(OpenRouterPreferences::sort).map(RestrictionReader::strategy),
        preferences
            .flatMap(OpenRouterPreferences::sort)
            .map(RestrictionReader::goal)
            .orElse(SpeedView.Goal.ANSWER),
        preferences.map(OpenRouterPreferences::maxPrice).orElse(Map.of()),
        preferences.map(OpenRouterPreferences::requireParameters).orElse(false),
        preferences
            .filter(one -> !one.allowFallbacks())
            .map(one -> one.order().isEmpty())
            .orElse(false),
        openRouterNamed);
  }

  private void addSingle(String place, String param, Optional<String> name) throws Refusal {
    // A header or a field that is there but empty counts as absent: clients send what their
    // settings hold.
    if (name.isPresent() && !name.get().isBlank()) {
      sources.add(new Source(place, param, List.of(known(withoutAt(name.get()), param))));
    }
  }

  /** {@code @P}, as it stands before a model, means P wherever a provider is named. */
  private static String withoutAt(String name) {
    String trimmed = name.strip();
    return trimmed.startsWith("@") ? trimmed.substring(1) : trimmed;
  }

  private ProviderConfig known(String name, String param) throws Refusal {
    Optional<ProviderConfig> provider = config.provider(withoutAt(name));
    if (provider.isEmpty()) {
      throw new Refusal(Rejections.unknownProvider(name, config, param));
    }
    return provider.get();
  }

  private OpenRouterPreferences preferences(ProviderChoice.Preferences choice) throws Refusal {
    return switch (choice.read().get()) {
      case OpenRouterPreferences read -> read;
      case OpenRouterPreferencesResult.Refused refused ->
          throw new Refusal(Rejection.of(ErrorCode.BAD_REQUEST, refused.message(), refused.name()));
    };
  }

  /** {@code only}, and {@code order} where nothing may come after it. */
  private void addOnly(OpenRouterPreferences preferences) throws Refusal {
    addKnown("provider.only", preferences.only());
    List<ProviderConfig> order = knownOf("provider.order", preferences.order());
    if (!preferences.allowFallbacks() && !order.isEmpty()) {
      sources.add(new Source("provider.order", "provider", order));
    }
  }

  private void addKnown(String place, List<String> names) throws Refusal {
    List<ProviderConfig> known = knownOf(place, names);
    if (!known.isEmpty()) {
      sources.add(new Source(place, "provider", known));
    }
  }

  /**
   * OpenRouter's own clients name providers that only OpenRouter has. Those are passed over while
   * one is known; a list of nothing but unknown names is a mistake.
   */
  private List<ProviderConfig> knownOf(String place, List<String> names) throws Refusal {
    List<ProviderConfig> known = new ArrayList<>();
    for (String name : names) {
      find(name).ifPresent(known::add);
    }
    if (known.isEmpty() && !names.isEmpty()) {
      throw new Refusal(Rejections.unknownProvider(names.getFirst(), config, place));
    }
    return distinct(known);
  }

  /** OpenRouter's names may carry a variant after a slash: {@code deepinfra/turbo}. */
  private Optional<ProviderConfig> find(String name) {
    int slash = name.indexOf('/');
    return config.provider(withoutAt(slash < 0 ? name : name.substring(0, slash)));
  }

  private Set<String> ignored(OpenRouterPreferences preferences) {
    return preferences.ignore().stream()
        .flatMap(name -> find(name).stream())
        .map(ProviderConfig::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<String> order(OpenRouterPreferences preferences) {
    return preferences.order().stream()
        .flatMap(name -> find(name).stream())
        .map(ProviderConfig::name)
        .distinct()
        .toList();
  }

  private static Strategy strategy(OpenRouterPreferences.Sort sort) {
    return switch (sort) {
      case PRICE -> Strategy.CHEAPEST;
      case THROUGHPUT, LATENCY -> Strategy.FASTEST;
    };
  }

  private static SpeedView.Goal goal(OpenRouterPreferences.Sort sort) {
    return switch (sort) {
      case PRICE -> SpeedView.Goal.ANSWER;
      case THROUGHPUT -> SpeedView.Goal.THROUGHPUT;
      case LATENCY -> SpeedView.Goal.LATENCY;
    };
  }

  /** What all sources allow, in the order of the last that names several. */
  private List<ProviderConfig> intersection() throws Refusal {
    List<ProviderConfig> allowed = List.of();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      List<ProviderConfig> common =
          i == 0 ? source.providers() : common(source.providers(), allowed);
      if (common.isEmpty()) {
        throw new Refusal(conflict(i));
      }
      allowed = common;
    }
    return allowed;
  }

  /** Names the source itself and the first before it that it excludes. */
  private Rejection conflict(int index) {
    Source source = sources.get(index);
    Source against =
        sources.subList(0, index).stream()
            .filter(other -> common(source.providers(), other.providers()).isEmpty())
            .findFirst()
            .orElse(sources.getFirst());
    return Rejection.of(
        ErrorCode.PROVIDER_CONFLICT,
        "Which provider? " + against.words() + " but " + source.words() + ".",
        source.param());
  }

  private static List<ProviderConfig> common(
      List<ProviderConfig> providers, List<ProviderConfig> others) {
    Set<String> names = others.stream().map(ProviderConfig::name).collect(Collectors.toSet());
    return providers.stream().filter(provider -> names.contains(provider.name())).toList();
  }

  private List<ProviderConfig> enabled(List<ProviderConfig> allowed) throws Refusal {
    List<ProviderConfig> enabled = allowed.stream().filter(ProviderConfig::enabled).toList();
    if (enabled.isEmpty() && !allowed.isEmpty()) {
      throw new Refusal(Rejections.notConfigured(allowed, sources.getFirst().param()));
    }
    return enabled;
  }

  private static List<ProviderConfig> distinct(List<ProviderConfig> providers) {
    Map<String, ProviderConfig> byName = new LinkedHashMap<>();
    providers.forEach(provider -> byName.putIfAbsent(provider.name(), provider));
    return List.copyOf(byName.values());
  }

  /** Ends the reading; never leaves this class. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final Rejection rejection;

    Refusal(Rejection rejection) {
      super(null, null, false, false);
      this.rejection = rejection;
    }
  }
}
