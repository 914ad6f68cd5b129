package dev.arobase.upstream;

/** As operators see it. */
public enum BreakerState {
  CLOSED("closed"),
  HALF_OPEN("half_open"),
  OPEN("open");

  private final String word;

  BreakerState(String word) {
    this.word = word;
  }

  /** For answers and metric labels. */
  public String word() {
    return word;
  }
}
