package dev.arobase.resolve;

import dev.arobase.config.Strategy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What came of one reference; a request may hold several. */
sealed interface Outcome {

  /** At least one target, in order, before health and context are looked at. */
  record Found(
      List<Target> targets,
      Strategy strategy,
      Optional<String> route,
      Optional<String> canonicalId,
      OptionalInt maxAttempts)
      implements Outcome {
    public Found {
      targets = List.copyOf(targets);
    }
  }

  /** None. */
  record Missed(Resolution.Refused refused) implements Outcome {}
}
