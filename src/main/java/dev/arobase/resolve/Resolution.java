package dev.arobase.resolve;

import dev.arobase.exchange.Rejection;
import java.util.List;

/** What came of resolving. */
public sealed interface Resolution {

  /** Where it goes. */
  record Planned(Plan plan) implements Resolution {}

  /**
   * Why it goes nowhere.
   *
   * @param suggestions ids to ask for instead: the candidates of an ambiguous name, or close ids;
   *     the rejection's message names them too
   */
  record Refused(Rejection rejection, List<String> suggestions) implements Resolution {
    public Refused {
      suggestions = List.copyOf(suggestions);
    }

    static Refused of(Rejection rejection) {
      return new Refused(rejection, List.of());
    }
  }
}
