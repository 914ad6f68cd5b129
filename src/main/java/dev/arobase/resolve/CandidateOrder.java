package dev.arobase.resolve;

import dev.arobase.config.PriceWeights;
import dev.arobase.config.Strategy;
import dev.arobase.exchange.Endpoint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Orders the offerings of a model: those that lack a wanted feature last, then by price or speed;
 * equals are spread, and one conversation always falls the same way.
 */
final class CandidateOrder {

  private record Ranked(Target target, int tier, Optional<BigDecimal> price, long score) {}

  private static final Comparator<Ranked> BY_PRICE =
      Comparator.comparingInt(Ranked::tier)
          .thenComparing(Ranked::price, CandidateOrder::comparePrices)
          .thenComparing(Comparator.comparingLong(Ranked::score).reversed());

  private final Call call;

  CandidateOrder(Call call) {
    this.call = call;
  }

  /** By {@link Strategy#CHEAPEST} or {@link Strategy#FASTEST}. */
  List<Target> sort(List<Target> targets, Strategy strategy) {
    if (targets.size() < 2) {
      return targets;
    }
    long key = call.request().conversation().map(Rendezvous::key).orElseGet(call.chance()::random);
    List<Ranked> ranked = new ArrayList<>(targets.size());
    for (Target target : targets) {
      ranked.add(rank(target, strategy, key));
    }
    // Without prices this only spreads, which is the order of those whose speed nobody knows.
    ranked.sort(BY_PRICE);
    if (call.trace().on()) {
      tell(ranked, strategy);
    }
    return strategy == Strategy.FASTEST
        ? bySpeed(ranked, key)
        : ranked.stream().map(Ranked::target).toList();
  }

  /** Each tier by itself, so that a fast one that lacks something does not come first. */
  private List<Target> bySpeed(List<Ranked> ranked, long key) {
    RandomGenerator random = new SplittableRandom(Rendezvous.mix(key));
    List<Target> order = new ArrayList<>(ranked.size());
    for (int start = 0; start < ranked.size(); ) {
      int end = start;
      while (end < ranked.size() && ranked.get(end).tier() == ranked.get(start).tier()) {
        end++;
      }
      List<Target> tier = ranked.subList(start, end).stream().map(Ranked::target).toList();
      order.addAll(call.speed().order(tier, call.restriction().goal(), random));
      start = end;
    }
    return order;
  }

  private Ranked rank(Target target, Strategy strategy, long key) {
    Endpoint endpoint = call.request().endpoint();
    int tier =
        (FeatureSupport.lacksAny(target, call.request().wanted()) ? 1 : 0)
            + (EndpointSupport.likely(target.provider(), endpoint) ? 0 : 2);
    PriceWeights weights = call.snapshot().config().defaults().priceWeights();
    Optional<BigDecimal> price =
        strategy == Strategy.CHEAPEST
            ? BlendedPrice.of(target, weights, endpoint)
            : Optional.empty();
    return new Ranked(target, tier, price, Rendezvous.score(key, target));
  }

  private void tell(List<Ranked> ranked, Strategy strategy) {
    PriceWeights weights = call.snapshot().config().defaults().priceWeights();
    call.trace()
        .step(
            Stage.ORDER,
            strategy == Strategy.FASTEST
                ? "Order: fastest first, by what was measured lately."
                : "Order: cheapest first, by %s × in + %s × out."
                    .formatted(
                        weights.prompt().toPlainString(), weights.completion().toPlainString()));
    Ranked first = ranked.getFirst();
    long equal =
        ranked.stream()
            .filter(
                other ->
                    other.tier() == first.tier()
                        && comparePrices(other.price(), first.price()) == 0)
            .count();
    if (equal > 1 && strategy != Strategy.FASTEST) {
      call.trace()
          .step(
              Stage.ORDER,
              "The first "
                  + equal
                  + " are equals: conversations are spread over them, each stays with one.");
    }
    for (Ranked one : ranked) {
      List<String> lacking = FeatureSupport.lacking(one.target(), call.request().wanted());
      if (!lacking.isEmpty()) {
        call.trace()
            .step(
                Stage.ORDER,
                one.target().reference()
                    + " is known to lack "
                    + String.join(", ", lacking)
                    + " and comes after those that may have it.");
      }
    }
  }

  private static int comparePrices(Optional<BigDecimal> one, Optional<BigDecimal> other) {
    if (one.isPresent() && other.isPresent()) {
      return one.get().compareTo(other.get());
    }
    return Boolean.compare(one.isEmpty(), other.isEmpty());
  }
}
