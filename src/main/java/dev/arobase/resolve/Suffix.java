package dev.arobase.resolve;

import dev.arobase.catalog.CaseFold;
import dev.arobase.config.Strategy;
import java.util.Optional;

/**
 * The part after an id's last colon, read only when no id with it exists.
 *
 * @param base the id without it, as it was written
 * @param kind what it asks for
 */
record Suffix(String base, Kind kind) {

  /** What a suffix asks for. */
  enum Kind {
    /** {@code :floor}: the cheapest. */
    FLOOR(Optional.of(Strategy.CHEAPEST)),
    /** {@code :nitro}: the fastest. */
    NITRO(Optional.of(Strategy.FASTEST)),
    /** {@code :free}: a row of its own or nothing, never the paid one. */
    FREE(Optional.empty()),
    /** {@code :online} and the like: only OpenRouter knows what it means. */
    OPENROUTER(Optional.empty());

    private final Optional<Strategy> strategy;

    Kind(Optional<Strategy> strategy) {
      this.strategy = strategy;
    }

    Optional<Strategy> strategy() {
      return strategy;
    }
  }

  static Optional<Suffix> of(String model) {
    int colon = model.lastIndexOf(':');
    if (colon < 1 || colon == model.length() - 1 || model.indexOf('/', colon) >= 0) {
      return Optional.empty();
    }
    Kind kind =
        switch (CaseFold.fold(model.substring(colon + 1))) {
          case "floor" -> Kind.FLOOR;
          case "nitro" -> Kind.NITRO;
          case "free" -> Kind.FREE;
          default -> Kind.OPENROUTER;
        };
    return Optional.of(new Suffix(model.substring(0, colon), kind));
  }
}
