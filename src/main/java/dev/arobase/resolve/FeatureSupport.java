package dev.arobase.resolve;

import dev.arobase.catalog.Offering;
import dev.arobase.wire.Feature;
import java.util.List;
import java.util.Set;

/** Whether an offering has what a request wants; lists often don't say. */
enum FeatureSupport {
  HAS,
  LACKS,
  UNKNOWN;

  static FeatureSupport of(Offering offering, Feature feature) {
    Set<String> parameters = offering.supportedParameters();
    return switch (feature) {
      case TOOLS -> among(parameters, parameters.contains("tools"));
      case RESPONSE_FORMAT ->
          among(
              parameters,
              parameters.contains("response_format") || parameters.contains("structured_outputs"));
      case VISION ->
          among(offering.inputModalities(), offering.inputModalities().contains("image"));
    };
  }

  private static FeatureSupport among(Set<String> said, boolean has) {
    return said.isEmpty() ? UNKNOWN : has ? HAS : LACKS;
  }

  /** Whether the target is known to lack one of these. */
  static boolean lacksAny(Target target, Set<Feature> wanted) {
    return target.offering().isPresent()
        && wanted.stream().anyMatch(feature -> of(target.offering().get(), feature) == LACKS);
  }

  /** Which of these the target is known to lack, as people name them. */
  static List<String> lacking(Target target, Set<Feature> wanted) {
    return wanted.stream()
        .sorted()
        .filter(
            feature ->
                target.offering().isPresent() && of(target.offering().get(), feature) == LACKS)
        .map(Words::of)
        .toList();
  }

  /** Whether the target is known to have all of these. */
  static boolean hasAll(Target target, Set<Feature> wanted) {
    return wanted.isEmpty()
        || (target.offering().isPresent()
            && wanted.stream().allMatch(feature -> of(target.offering().get(), feature) == HAS));
  }
}
