package dev.arobase.resolve;

import dev.arobase.config.Strategy;
import java.util.function.Supplier;

/** All that resolving one request looks at. */
record Call(
    ResolveRequest request,
    Snapshot snapshot,
    Restriction restriction,
    HealthView health,
    SpeedView speed,
    Chance chance,
    Trace trace) {

  /** The order that the request asks for, else the cheapest first. */
  Strategy sort() {
    return restriction.sort().orElse(Strategy.CHEAPEST);
  }

  /** A step of the explanation, whose sentence is only made when somebody listens. */
  void tell(Stage stage, Supplier<String> sentence) {
    if (trace.on()) {
      trace.step(stage, sentence.get());
    }
  }
}
