package dev.arobase.catalog.view;

import dev.arobase.catalog.Model;
import dev.arobase.catalog.ModelType;
import dev.arobase.catalog.Offering;
import dev.arobase.catalog.Pricing;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * One line of the list: a model with its offerings, or one offering.
 *
 * @param id what a request would name
 * @param description what the entry says of the model
 * @param pricing the canonical price where there is one, else that of the cheapest offering
 */
record Entry(
    String id, Model model, Offering description, List<Offering> offerings, Pricing pricing) {

  /** Whose rows describe models and set their canonical prices. */
  private static final String OPENROUTER = "openrouter";

  private static final Comparator<Pricing> CHEAPEST =
      Comparator.comparing((Pricing pricing) -> PriceText.sortable(pricing.prompt()))
          .thenComparing(pricing -> PriceText.sortable(pricing.completion()));

  static Entry of(Model model) {
    return new Entry(
        model.id(), model, model.description(), model.offerings(), canonicalPrice(model));
  }

  static Entry of(Model model, Offering offering) {
    return new Entry(
        "@" + offering.provider() + "/" + offering.upstreamId(),
        model,
        offering,
        List.of(offering),
        offering.pricing());
  }

  long created() {
    return description.created() > 0 ? description.created() : model.created();
  }

  /** Tokens: the description's, else the longest on offer. */
  OptionalLong contextLength() {
    if (description.contextLength().isPresent()) {
      return description.contextLength();
    }
    return offerings.stream().flatMapToLong(offering -> offering.contextLength().stream()).max();
  }

  ModelType type() {
    if (description.type() != ModelType.UNKNOWN) {
      return description.type();
    }
    return offerings.stream()
        .map(Offering::type)
        .filter(type -> type != ModelType.UNKNOWN)
        .findFirst()
        .orElse(ModelType.UNKNOWN);
  }

  Set<String> supportedParameters() {
    return description.supportedParameters().isEmpty()
        ? offerings.stream()
            .map(Offering::supportedParameters)
            .filter(names -> !names.isEmpty())
            .findFirst()
            .<Set<String>>map(TreeSet::new)
            .orElse(Set.of())
        : new TreeSet<>(description.supportedParameters());
  }

  /** The canonical row's price where it is known, else the cheapest that is believed. */
  private static Pricing canonicalPrice(Model model) {
    Pricing described = model.description().pricing();
    boolean isCanonical = model.description().provider().equals(OPENROUTER);
    if (isCanonical && !described.isUnknown() && !described.quarantined()) {
      return described;
    }
    return model.offerings().stream()
        .map(Offering::pricing)
        .filter(pricing -> !pricing.isUnknown() && !pricing.quarantined())
        .min(CHEAPEST)
        .orElse(Pricing.UNKNOWN);
  }
}
