package dev.arobase.config;

/** Which of a provider's models are kept. */
public enum ModelPolicy implements Word {
  /** Only those that OpenRouter lists. */
  OPENROUTER_FIRST("openrouter-first"),
  /** Others too, under {@code @provider/id}. */
  EXTEND("extend"),
  /** All, never filtered. */
  LOCAL("local");

  private final String word;

  ModelPolicy(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
