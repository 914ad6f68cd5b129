package dev.arobase.catalog.join;

import dev.arobase.catalog.ModelType;
import dev.arobase.catalog.Price;
import dev.arobase.catalog.PriceSource;
import dev.arobase.catalog.Pricing;
import dev.arobase.catalog.list.ListRow;
import dev.arobase.catalog.list.RowDraft;
import dev.arobase.config.IdRule;
import dev.arobase.config.ModelPolicy;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.StaticModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the configuration says about one provider's models.
 *
 * @param names its name and its synonyms, lower case
 * @param offers whether its rows are offerings; false only for OpenRouter without a key, whose rows
 *     only describe
 * @param canonical from the lower-cased upstream id to the canonical one
 * @param prices configured ones, by the lower-cased upstream id
 * @param rows models that routes.yaml lists itself
 */
public record ProviderPlan(
    String name,
    Set<String> names,
    ModelPolicy policy,
    boolean offers,
    Optional<IdRule> idRule,
    Map<String, String> canonical,
    Map<String, Pricing> prices,
    List<ListRow> rows) {

  public ProviderPlan {
    names = Set.copyOf(names);
    canonical = Map.copyOf(canonical);
    prices = Map.copyOf(prices);
    rows = List.copyOf(rows);
  }

  public static ProviderPlan of(ProviderConfig provider) {
    Map<String, String> canonical = new HashMap<>();
    Map<String, Pricing> prices = new HashMap<>();
    List<ListRow> rows = new ArrayList<>();
    for (StaticModel model : provider.models().list()) {
      RowDraft draft = new RowDraft(model.id()).contextLength(model.contextLength());
      model.type().ifPresent(t -> draft.type(ModelType.valueOf(t.toUpperCase(Locale.ROOT))));
      rows.add(draft.row());
      model.canonical().ifPresent(target -> canonical.put(lower(model.id()), lower(target)));
      if (!model.pricing().isEmpty()) {
        prices.put(lower(model.id()), configured(model.pricing()));
      }
    }
    provider.models().canonical().forEach((id, target) -> canonical.put(lower(id), lower(target)));
    provider.models().pricing().forEach((id, price) -> prices.put(lower(id), configured(price)));
    Set<String> names = new TreeSet<>(provider.synonyms());
    names.add(lower(provider.name()));
    return new ProviderPlan(
        provider.name(),
        names,
        provider.models().policy(),
        provider.enabled(),
        provider.traits().idRule(),
        canonical,
        prices,
        rows);
  }

  Optional<String> canonical(String upstreamId) {
    return Optional.ofNullable(canonical.get(lower(upstreamId)));
  }

  Optional<Pricing> prices(String upstreamId) {
    return Optional.ofNullable(prices.get(lower(upstreamId)));
  }

  private static Pricing configured(Map<String, BigDecimal> perMillion) {
    Map<String, Price> prices = new TreeMap<>();
    perMillion.forEach((key, usd) -> prices.put(key, Price.perMillion(usd)));
    Price prompt = prices.getOrDefault("prompt", Price.UNKNOWN);
    Price completion = prices.getOrDefault("completion", Price.UNKNOWN);
    prices.remove("prompt");
    prices.remove("completion");
    return new Pricing(prompt, completion, prices, List.of(), PriceSource.CONFIGURED, false);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
