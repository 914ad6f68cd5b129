package dev.arobase.config;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A model that routes.yaml lists itself.
 *
 * @param id as the upstream spells it
 * @param contextLength tokens
 * @param type {@code chat}, {@code embedding}, {@code image}, {@code audio}, {@code rerank}, {@code
 *     moderation} or {@code video}
 * @param pricing USD per million tokens by OpenRouter's key names
 * @param canonical the id of the model it is
 */
public record StaticModel(
    String id,
    OptionalLong contextLength,
    Optional<String> type,
    Map<String, BigDecimal> pricing,
    Optional<String> canonical) {

  public StaticModel {
    pricing = Map.copyOf(pricing);
  }
}
