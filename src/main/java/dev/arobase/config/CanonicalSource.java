package dev.arobase.config;

/** Whose ids are the canonical ones. */
public enum CanonicalSource implements Word {
  OPENROUTER("openrouter"),
  /** No list is read for it; ids are canonical by lower-casing. */
  NONE("none");

  private final String word;

  CanonicalSource(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
