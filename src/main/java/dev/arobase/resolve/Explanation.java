package dev.arobase.resolve;

import dev.arobase.catalog.Price;
import dev.arobase.catalog.Pricing;
import dev.arobase.config.PriceWeights;
import dev.arobase.exchange.Rejection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a request would be routed, and why. {@link #json} and {@link #text} say the same.
 *
 * @param model what was asked for; empty when the request named none
 * @param path of the endpoint, after {@code /v1}
 * @param steps in the order in which they were taken
 * @param choices the targets in the order in which they would be tried; none when it is refused
 * @param ruledOut what was a candidate and is none any more
 * @param rejection why it goes nowhere
 */
public record Explanation(
    String model,
    String path,
    Optional<String> route,
    Optional<String> canonicalId,
    Optional<String> order,
    List<Step> steps,
    List<Choice> choices,
    List<RuledOut> ruledOut,
    Optional<Rejection> rejection,
    List<String> suggestions) {

  public Explanation {
    steps = List.copyOf(steps);
    choices = List.copyOf(choices);
    ruledOut = List.copyOf(ruledOut);
    suggestions = List.copyOf(suggestions);
  }

  /** One rule that was looked at, and what it said. */
  public record Step(Stage stage, String sentence) {}

  /**
   * A candidate that is out.
   *
   * @param reason a clause
   */
  public record RuledOut(String provider, String model, String reason) {}

  /**
   * One target.
   *
   * @param model as the upstream gets it
   * @param listed whether the provider's list has it
   * @param prompt price per token as plain decimal; {@code -1} when dynamic, empty when unknown
   * @param blended what offerings are compared by; empty when it is not known well enough
   * @param open whether its breaker is open
   * @param resting whether all keys of its provider rest
   * @param speed what was measured lately; empty when nothing was, or for a target with a key or
   *     host of the client's own, which nobody else's requests tell about
   * @param option where a route has it
   * @param params names of the body fields that the route sets
   */
  public record Choice(
      String provider,
      String model,
      boolean listed,
      Optional<String> prompt,
      Optional<String> completion,
      Optional<BigDecimal> blended,
      boolean quarantined,
      OptionalLong contextLength,
      boolean open,
      boolean resting,
      Optional<SpeedView.Seen> speed,
      String option,
      List<String> params) {}

  static Explanation of(
      ResolveRequest request,
      Snapshot snapshot,
      Resolution resolution,
      RecordedTrace trace,
      HealthView health,
      SpeedView speed) {
    return switch (resolution) {
      case Resolution.Planned planned -> {
        Plan plan = planned.plan();
        List<Choice> choices = new ArrayList<>();
        PriceWeights weights = snapshot.config().defaults().priceWeights();
        for (Target target : plan.targets()) {
          choices.add(
              choice(
                  target,
                  BlendedPrice.of(target, weights, request.endpoint()),
                  !target.own() && health.open(target),
                  !target.own() && health.resting(target),
                  target.own() ? Optional.empty() : speed.seen(target)));
        }
        yield new Explanation(
            plan.model(),
            request.endpoint().path(),
            plan.route(),
            plan.canonicalId(),
            Optional.of(plan.strategy().word()),
            trace.steps(),
            choices,
            trace.ruledOut(),
            Optional.empty(),
            List.of());
      }
      case Resolution.Refused refused ->
          new Explanation(
              request.model().orElse(""),
              request.endpoint().path(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              trace.steps(),
              List.of(),
              trace.ruledOut(),
              Optional.of(refused.rejection()),
              refused.suggestions());
    };
  }

  private static Choice choice(
      Target target,
      Optional<BigDecimal> blended,
      boolean open,
      boolean resting,
      Optional<SpeedView.Seen> speed) {
    Optional<Pricing> pricing = target.offering().map(offering -> offering.pricing());
    return new Choice(
        target.provider().name(),
        target.upstreamId(),
        target.offering().isPresent(),
        pricing.flatMap(known -> shown(known.prompt())),
        pricing.flatMap(known -> shown(known.completion())),
        blended,
        pricing.map(Pricing::quarantined).orElse(false),
        target.offering().map(offering -> offering.contextLength()).orElse(OptionalLong.empty()),
        open,
        resting,
        speed,
        target.option(),
        target.params().keySet().stream().sorted().toList());
  }

  private static Optional<String> shown(Price price) {
    return switch (price) {
      case Price.Known known -> Optional.of(known.plain());
      case Price.Dynamic dynamic -> Optional.of("-1");
      case Price.Unknown unknown -> Optional.empty();
    };
  }

  /** One JSON object, UTF-8. */
  public byte[] json() {
    return ExplanationJson.write(this);
  }

  /** For people, with a line feed at the end of each line. */
  public String text() {
    return ExplanationText.write(this);
  }
}
