package dev.arobase.resolve;

import dev.arobase.catalog.Catalog;
import dev.arobase.catalog.Model;
import dev.arobase.catalog.OfferBuilder;
import dev.arobase.catalog.Offering;
import dev.arobase.config.AuthConfig;
import dev.arobase.config.BreakerConfig;
import dev.arobase.config.CanonicalSource;
import dev.arobase.config.CatalogConfig;
import dev.arobase.config.Config;
import dev.arobase.config.Defaults;
import dev.arobase.config.LogConfig;
import dev.arobase.config.LogFormat;
import dev.arobase.config.LogLevel;
import dev.arobase.config.MetricsConfig;
import dev.arobase.config.ModelPolicy;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.ProviderModels;
import dev.arobase.config.ProviderTraits;
import dev.arobase.config.Providers;
import dev.arobase.config.ProxyConfig;
import dev.arobase.config.QueueConfig;
import dev.arobase.config.RawJson;
import dev.arobase.config.RetryConfig;
import dev.arobase.config.RetryOverrides;
import dev.arobase.config.RouteConfig;
import dev.arobase.config.RouteNode;
import dev.arobase.config.Secret;
import dev.arobase.config.ServerConfig;
import dev.arobase.config.Strategy;
import dev.arobase.config.TimeoutOverrides;
import dev.arobase.config.Timeouts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A configuration and a catalog, put together by hand. */
public final class World {

  private final List<ProviderConfig> providers = new ArrayList<>();
  private final Map<String, RouteConfig> routes = new LinkedHashMap<>();
  private final Map<String, List<Offering>> offerings = new LinkedHashMap<>();
  private final Set<String> unvouched = new HashSet<>();
  private Optional<String> defaultProvider = Optional.empty();
  private Optional<String> defaultModel = Optional.empty();

  /** The providers that most tests need, all of them on but groq. */
  public static World usual() {
    return new World()
        .on("openai")
        .on("anthropic")
        .on("openrouter")
        .on("deepinfra")
        .on("together", "together-ai")
        .on("xai", "x-ai", "grok")
        .off("groq", "GROQ_API_KEY");
  }

  public World on(String name, String... synonyms) {
    providers.add(provider(name, Set.of(synonyms), Optional.empty()));
    return this;
  }

  World off(String name, String variable) {
    providers.add(provider(name, Set.of(), Optional.of(variable + " not found")));
    return this;
  }

  private static ProviderConfig provider(
      String name, Set<String> synonyms, Optional<String> disabledReason) {
    return new ProviderConfig(
        name,
        synonyms,
        true,
        false,
        disabledReason,
        List.of(),
        Optional.empty(),
        URI.create("http://" + name + ".test/v1"),
        false,
        List.of(Secret.of("key")),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        ProxyConfig.NONE,
        Timeouts.BUILT_IN,
        RetryConfig.BUILT_IN,
        BreakerConfig.BUILT_IN,
        16,
        QueueConfig.BUILT_IN,
        false,
        new ProviderModels(
            Optional.empty(),
            ModelPolicy.EXTEND,
            List.of(),
            ProviderTraits.CUSTOM.shape(),
            ProviderTraits.CUSTOM.unit(),
            List.of(),
            Map.of(),
            Map.of()),
        hosted());
  }

  private static ProviderTraits hosted() {
    ProviderTraits custom = ProviderTraits.CUSTOM;
    return new ProviderTraits(
        true,
        custom.publicList(),
        custom.zeroPriceIsUnknown(),
        custom.versionPath(),
        custom.listPaths(),
        custom.shape(),
        custom.unit(),
        custom.staticIds(),
        custom.idRule(),
        custom.renamed());
  }

  World defaultProvider(String name) {
    defaultProvider = Optional.of(name);
    return this;
  }

  World defaultModel(String id) {
    defaultModel = Optional.of(id);
    return this;
  }

  /** An offering at these prices, USD per million tokens. */
  public World offers(String provider, String upstreamId, String canonical, String in, String out) {
    return offers(offer(provider, upstreamId, canonical).price(in, out));
  }

  /** An offering whose price is not known. */
  public World offers(String provider, String upstreamId, String canonical) {
    return offers(offer(provider, upstreamId, canonical));
  }

  World offers(OfferBuilder offer) {
    Offering built = offer.build();
    offerings.computeIfAbsent(built.canonicalId(), id -> new ArrayList<>()).add(built);
    return this;
  }

  /** Nobody vouches for this canonical id. */
  World unvouched(String canonical) {
    unvouched.add(canonical);
    return this;
  }

  static OfferBuilder offer(String provider, String upstreamId, String canonical) {
    return new OfferBuilder(provider, upstreamId, canonical);
  }

  public World route(String name, String target) {
    return route(name, Strategy.FALLBACK, target(target));
  }

  public World route(String name, Strategy strategy, RouteNode... targets) {
    return route(
        new RouteConfig(
            name,
            new RouteNode.Group(strategy, 1, Arrays.asList(targets)),
            TimeoutOverrides.NONE,
            RetryOverrides.NONE,
            OptionalInt.empty()));
  }

  World route(RouteConfig route) {
    routes.put(route.name().toLowerCase(Locale.ROOT), route);
    return this;
  }

  public static RouteNode target(String model) {
    return target(model, 1);
  }

  public static RouteNode target(String model, double weight) {
    return new RouteNode.Target(model, weight, Map.of());
  }

  static RouteNode target(String model, Map<String, RawJson> params) {
    return new RouteNode.Target(model, 1, params);
  }

  public Snapshot snapshot() {
    return Snapshot.of(config(), catalog());
  }

  Catalog catalog() {
    return Catalog.of(
        offerings.entrySet().stream()
            .map(
                entry ->
                    new Model(
                        entry.getKey(),
                        entry.getValue().getFirst(),
                        entry.getValue(),
                        !unvouched.contains(entry.getKey())))
            .toList());
  }

  private Config config() {
    return new Config(
        Optional.empty(),
        Path.of("/nowhere"),
        new ServerConfig(
            "127.0.0.1",
            8080,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            1 << 20,
            1 << 16,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            100,
            100,
            Optional.empty(),
            Duration.ZERO),
        new MetricsConfig(Optional.empty()),
        new LogConfig(LogFormat.AUTO, LogLevel.INFO),
        new AuthConfig(false, List.of()),
        ProxyConfig.NONE,
        List.of(),
        Defaults.BUILT_IN,
        new Providers(providers),
        defaultProvider,
        defaultModel,
        new CatalogConfig(
            Optional.empty(), CanonicalSource.NONE, Path.of("catalog.json"), "-1", List.of()),
        routes,
        dev.arobase.config.CustomHosts.BUILT_IN);
  }
}
