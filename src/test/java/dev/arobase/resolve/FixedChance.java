package dev.arobase.resolve;

import java.util.HashMap;
import java.util.Map;

/** Chance that a test can foresee: a given random number, and real turns. */
public final class FixedChance implements Chance {

  private final Map<String, Long> turns = new HashMap<>();
  private long random;

  public FixedChance(long random) {
    this.random = random;
  }

  public void random(long next) {
    random = next;
  }

  @Override
  public long random() {
    return random;
  }

  @Override
  public long turn(String group) {
    return turns.merge(group, 1L, Long::sum) - 1;
  }

  @Override
  public Chance peek() {
    Map<String, Long> next = new HashMap<>(turns);
    return new Chance() {
      @Override
      public long random() {
        return random;
      }

      @Override
      public long turn(String group) {
        return next.merge(group, 1L, Long::sum) - 1;
      }

      @Override
      public Chance peek() {
        return this;
      }
    };
  }
}
