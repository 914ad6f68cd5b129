package dev.arobase.config;

/** The layout of a price sheet. */
public enum PriceSheetFormat implements Word {
  LITELLM("litellm"),
  MODELS_DEV("models.dev");

  private final String word;

  PriceSheetFormat(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
