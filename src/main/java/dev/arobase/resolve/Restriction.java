package dev.arobase.resolve;

import dev.arobase.config.ProviderConfig;
import dev.arobase.config.Strategy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which providers a request allows, and what it asks of them.
 *
 * @param named the enabled providers it names, in its order; empty when it names none: any will do
 * @param ignored names of providers that must not be used
 * @param order names of providers to try first
 * @param sort the order it asks for
 * @param goal what fast means to it
 * @param maxPrice USD per million tokens by OpenRouter's names ({@code prompt}, {@code completion})
 * @param requireParameters only offerings known to have every wanted feature
 * @param firstOnly one target and no other
 * @param openRouterNamed prefix, path, header, {@code portkey_provider} or a single {@code
 *     provider} names OpenRouter: then its own body fields reach it
 */
record Restriction(
    List<ProviderConfig> named,
    Set<String> ignored,
    List<String> order,
    Optional<Strategy> sort,
    SpeedView.Goal goal,
    Map<String, BigDecimal> maxPrice,
    boolean requireParameters,
    boolean firstOnly,
    boolean openRouterNamed) {

  static final String OPENROUTER = "openrouter";

  static final Restriction NONE =
      new Restriction(
          List.of(),
          Set.of(),
          List.of(),
          Optional.empty(),
          SpeedView.Goal.ANSWER,
          Map.of(),
          false,
          false,
          false);

  Restriction {
    named = List.copyOf(named);
    ignored = Set.copyOf(ignored);
    order = List.copyOf(order);
    maxPrice = Map.copyOf(maxPrice);
  }

  /** Whether this provider may be used at all. */
  boolean permits(ProviderConfig provider) {
    if (!ignored.isEmpty() && ignored.contains(provider.name())) {
      return false;
    }
    if (named.isEmpty()) {
      return true;
    }
    for (ProviderConfig allowed : named) {
      if (allowed.name().equals(provider.name())) {
        return true;
      }
    }
    return false;
  }

  /** Whether it keeps anything out. */
  boolean restricts() {
    return !named.isEmpty() || !ignored.isEmpty() || !maxPrice.isEmpty() || requireParameters;
  }

  /** The one provider it names. */
  Optional<ProviderConfig> only() {
    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
  }

  /** The same, for a reference whose prefix names this provider. */
  Restriction withNamed(ProviderConfig provider) {
    return new Restriction(
        List.of(provider),
        ignored,
        order,
        sort,
        goal,
        maxPrice,
        requireParameters,
        firstOnly,
        openRouterNamed);
  }

  static boolean isOpenRouter(ProviderConfig provider) {
    return provider.name().equals(OPENROUTER);
  }
}
