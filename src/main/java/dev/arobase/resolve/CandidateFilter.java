package dev.arobase.resolve;

import dev.arobase.catalog.ModelType;
import dev.arobase.catalog.Offering;
import dev.arobase.catalog.Price;
import dev.arobase.catalog.Pricing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What rules an offering out before any order is looked at: endpoint, price limit, features. */
final class CandidateFilter {

  private final Call call;

  CandidateFilter(Call call) {
    this.call = call;
  }

  /** What came of it: targets, or a refusal. */
  sealed interface Result {
    record Left(List<Target> targets) implements Result {}

    record None(Resolution.Refused refused) implements Result {}
  }

  /**
   * @param description of the model that they are offerings of; it tells what an offering is for
   *     whose own list does not
   */
  Result filter(String model, List<Target> targets, Optional<Offering> description) {
    List<Target> serving = keep(targets, target -> whyNotEndpoint(target, description));
    if (serving.isEmpty()) {
      return new Result.None(
          Rejections.endpointNotSupported(model, call.request().endpoint(), targets));
    }
    Restriction restriction = call.restriction();
    List<Target> affordable =
        restriction.maxPrice().isEmpty() ? serving : keep(serving, this::whyNotPrice);
    if (affordable.isEmpty()) {
      return new Result.None(
          Rejections.noneLeft(
              model, "none is known to cost at most what provider.max_price allows"));
    }
    List<Target> able =
        restriction.requireParameters() ? keep(affordable, this::whyNotFeatures) : affordable;
    if (able.isEmpty()) {
      return new Result.None(
          Rejections.noneLeft(
              model, "none is known to have all that provider.require_parameters asks for"));
    }
    return new Result.Left(able);
  }

  private List<Target> keep(List<Target> targets, Function<Target, Optional<String>> whyNot) {
    List<Target> kept = new ArrayList<>(targets.size());
    for (Target target : targets) {
      Optional<String> reason = whyNot.apply(target);
      if (reason.isEmpty()) {
        kept.add(target);
      } else if (call.trace().on()) {
        call.trace().ruledOut(target, reason.get());
      }
    }
    return kept;
  }

  private Optional<String> whyNotEndpoint(Target target, Optional<Offering> description) {
    return target
        .offering()
        .map(
            offering ->
                offering.type() == ModelType.UNKNOWN ? description.orElse(offering) : offering)
        .filter(offering -> !EndpointSupport.possible(offering, call.request().endpoint()))
        .map(
            offering ->
                "it is listed as "
                    + Words.of(offering.type())
                    + ", which does not serve /v1"
                    + call.request().endpoint().path());
  }

  private Optional<String> whyNotPrice(Target target) {
    Optional<Pricing> pricing = target.offering().map(offering -> offering.pricing());
    for (Map.Entry<String, BigDecimal> limit : call.restriction().maxPrice().entrySet()) {
      Optional<Price> price = pricing.flatMap(known -> price(known, limit.getKey()));
      if (price.isEmpty()) {
        continue;
      }
      if (pricing.get().quarantined() || !(price.get() instanceof Price.Known known)) {
        return Optional.of("its " + limit.getKey() + " price is not known well enough");
      }
      // Token prices are per token here and per million in the request; the others per piece.
      BigDecimal usd = isToken(limit.getKey()) ? known.usd().multiply(Price.MILLION) : known.usd();
      if (usd.compareTo(limit.getValue()) > 0) {
        return Optional.of(
            "its %s price of $%s is above $%s"
                .formatted(limit.getKey(), usd.toPlainString(), limit.getValue().toPlainString()));
      }
    }
    return pricing.isEmpty() ? Optional.of("nothing is known of its price") : Optional.empty();
  }

  private static boolean isToken(String key) {
    return key.equals("prompt") || key.equals("completion");
  }

  /**
   * Prompt and completion always count; what a list does not mention beside them is not charged.
   */
  private static Optional<Price> price(Pricing pricing, String key) {
    return switch (key) {
      case "prompt" -> Optional.of(pricing.prompt());
      case "completion" -> Optional.of(pricing.completion());
      default -> Optional.ofNullable(pricing.more().get(key));
    };
  }

  private Optional<String> whyNotFeatures(Target target) {
    if (FeatureSupport.hasAll(target, call.request().wanted())) {
      return Optional.empty();
    }
    String missing =
        call.request().wanted().stream()
            .sorted()
            .filter(
                feature ->
                    target
                        .offering()
                        .map(offering -> FeatureSupport.of(offering, feature))
                        .filter(support -> support == FeatureSupport.HAS)
                        .isEmpty())
            .map(Words::of)
            .collect(Collectors.joining(", "));
    return Optional.of("it is not known to have " + missing);
  }
}
