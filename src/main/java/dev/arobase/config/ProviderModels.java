package dev.arobase.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider's models: where its list is, and what routes.yaml says about them.
 *
 * @param sync how often the list is read; empty for never
 * @param paths of the list, appended to the base URL, each with its query; empty when there is no
 *     list
 * @param list static models, listed besides what the provider's own list says; the built-in entry's
 *     static ids when the file has none
 * @param canonical from the upstream's id, exactly as it spells it, to the canonical id
 * @param pricing by the upstream's id: USD per million tokens by OpenRouter's key names
 */
public record ProviderModels(
    Optional<Duration> sync,
    ModelPolicy policy,
    List<String> paths,
    ListShape shape,
    PriceUnit unit,
    List<StaticModel> list,
    Map<String, String> canonical,
    Map<String, Map<String, BigDecimal>> pricing) {

  public ProviderModels {
    paths = List.copyOf(paths);
    list = List.copyOf(list);
    canonical = Map.copyOf(canonical);
    pricing = Map.copyOf(pricing);
  }
}
