package dev.arobase.config;

/** How a group of targets is tried. */
public enum Strategy implements Word {
  FALLBACK("fallback"),
  WEIGHTED("weighted"),
  ROUND_ROBIN("round_robin"),
  CHEAPEST("cheapest"),
  FASTEST("fastest");

  private final String word;

  Strategy(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
