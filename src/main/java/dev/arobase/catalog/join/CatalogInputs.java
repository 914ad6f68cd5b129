package dev.arobase.catalog.join;

import dev.arobase.config.IdRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything a snapshot is made of.
 *
 * @param providers those that are on, and OpenRouter where its list is the canonical one
 * @param canonicalProvider whose ids are the canonical ones; empty: ids are canonical by
 *     lower-casing
 * @param lists by provider name, in the order of their paths
 * @param sheets prices by others, in the order of the configuration
 * @param rules the id rule of a provider, by its name or synonym
 */
public record CatalogInputs(
    List<ProviderPlan> providers,
    Optional<String> canonicalProvider,
    Map<String, List<HeldList>> lists,
    List<HeldList> sheets,
    Map<String, SyncTimes> times,
    Function<String, Optional<IdRule>> rules,
    Instant now) {

  public CatalogInputs {
    providers = List.copyOf(providers);
    lists = Map.copyOf(lists);
    sheets = List.copyOf(sheets);
    times = Map.copyOf(times);
  }
}
