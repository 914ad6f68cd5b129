package dev.arobase.catalog.sync;

import dev.arobase.catalog.join.ProviderPlan;
import dev.arobase.config.CanonicalSource;
import dev.arobase.config.Config;
import dev.arobase.config.IdRule;
import dev.arobase.config.PriceSheet;
import dev.arobase.config.ProviderConfig;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one configuration wants of the catalog.
 *
 * @param tasks by provider name (a price sheet has a name of its own), OpenRouter first
 * @param canonicalProvider whose ids are the canonical ones
 * @param rules the id rule of a provider, by its name or synonym
 */
record SyncPlan(
    List<ProviderPlan> providers,
    Map<String, Task> tasks,
    List<ListSource> sheets,
    Optional<String> canonicalProvider,
    Function<String, Optional<IdRule>> rules) {

  private static final String OPENROUTER = "openrouter";

  /**
   * What is read together, and how often.
   *
   * @param lists the main one first
   */
  record Task(String name, List<ListSource> lists, Duration period) {
    Task {
      lists = List.copyOf(lists);
    }
  }

  static final SyncPlan NONE =
      new SyncPlan(List.of(), Map.of(), List.of(), Optional.empty(), name -> Optional.empty());

  static SyncPlan of(Config config, Function<ProviderConfig, HttpClientOptions> connections) {
    List<ProviderConfig> enabled =
        config.providers().all().stream().filter(ProviderConfig::enabled).toList();
    boolean hosted = enabled.stream().anyMatch(provider -> provider.traits().hosted());
    boolean canonical = config.catalog().canonical() == CanonicalSource.OPENROUTER && hosted;
    Optional<ProviderConfig> openRouter = config.provider(OPENROUTER).filter(p -> canonical);

    List<ProviderConfig> all = new ArrayList<>();
    openRouter.ifPresent(all::add);
    enabled.stream()
        .filter(provider -> openRouter.filter(o -> o.name().equals(provider.name())).isEmpty())
        .forEach(all::add);
    Map<String, Task> tasks = new LinkedHashMap<>();
    for (ProviderConfig provider : all) {
      List<ListSource> lists = ListSource.of(provider, connections);
      if (!lists.isEmpty() && provider.models().sync().isPresent()) {
        tasks.put(
            provider.name(), new Task(provider.name(), lists, provider.models().sync().get()));
      }
    }
    List<ListSource> sheets = new ArrayList<>();
    if (config.catalog().sync().isPresent()) {
      int number = 0;
      for (PriceSheet sheet : config.catalog().priceSheets()) {
        ListSource source = ListSource.of(sheet, "price sheet " + ++number);
        sheets.add(source);
        tasks.put(
            source.provider(),
            new Task(source.provider(), List.of(source), config.catalog().sync().get()));
      }
    }
    return new SyncPlan(
        all.stream().map(ProviderPlan::of).toList(),
        tasks,
        sheets,
        config.catalog().canonical() == CanonicalSource.NONE
            ? Optional.empty()
            : Optional.of(config.provider(OPENROUTER).map(ProviderConfig::name).orElse(OPENROUTER)),
        name -> config.provider(name).flatMap(provider -> provider.traits().idRule()));
  }
}
