package dev.arobase.config;

import java.util.List;

/**
 * How a provider's flat ids become canonical ones: the steps in their order, then the prefix.
 *
 * @param prefix {@code openai/} and the like
 */
public record IdRule(String prefix, List<Step> steps) {
  public IdRule {
    steps = List.copyOf(steps);
  }

  /** One change to an id. */
  public enum Step implements Word {
    /** {@code models/} at the start goes. */
    STRIP_MODELS("strip-models"),
    /** {@code -reasoning} at the end goes, {@code -non-reasoning} stays. */
    DROP_REASONING("drop-reasoning"),
    /** A date or a month and day at the end goes. */
    DROP_DATE("drop-date"),
    /** {@code grok-4-1} becomes {@code grok-4.1}. */
    DOT_VERSION("dot-version");

    private final String word;

    Step(String word) {
      this.word = word;
    }

    @Override
    public String word() {
      return word;
    }
  }
}
