package dev.arobase.resolve;

import dev.arobase.catalog.Offering;
import dev.arobase.catalog.Price;
import dev.arobase.catalog.Pricing;
import dev.arobase.config.PriceWeights;
import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.Endpoint.Generation;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * One number to compare offerings by: the weighted mean of prompt and completion price, USD per
 * token, exact. Absent where one of them is unknown, dynamic or under quarantine: such an offering
 * is never chosen for its price.
 */
final class BlendedPrice {

  private BlendedPrice() {}

  static Optional<BigDecimal> of(Target target, PriceWeights weights, Endpoint endpoint) {
    return target.offering().flatMap(offering -> of(offering, weights, endpoint));
  }

  static Optional<BigDecimal> of(Offering offering, PriceWeights weights, Endpoint endpoint) {
    Pricing pricing = offering.pricing();
    if (pricing.quarantined() || !(pricing.prompt() instanceof Price.Known prompt)) {
      return Optional.empty();
    }
    if (endpoint.generation() == Generation.EMBEDDING || endpoint == Endpoint.RERANK) {
      // Nothing is completed, and lists differ in whether they say 0 or nothing.
      return Optional.of(prompt.usd());
    }
    return pricing.completion() instanceof Price.Known completion
        ? Optional.of(blend(prompt.usd(), completion.usd(), weights))
        : Optional.empty();
  }

  private static BigDecimal blend(BigDecimal prompt, BigDecimal completion, PriceWeights weights) {
    BigDecimal total = weights.prompt().add(weights.completion());
    BigDecimal sum =
        weights.prompt().multiply(prompt).add(weights.completion().multiply(completion));
    return total.signum() == 0 ? sum : sum.divide(total, Price.PRECISION);
  }
}
