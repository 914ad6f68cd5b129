package dev.arobase.config;

/**
 * What a number in a provider's list means; belongs to the provider's entry and is never guessed
 * from the list.
 */
public enum PriceUnit implements Word {
  /** The list has no prices. */
  NONE("none"),
  USD_PER_TOKEN("usd-per-token"),
  USD_PER_MILLION("usd-per-million"),
  CENTS_PER_TOKEN("cents-per-token"),
  /** 1/10000 USD per million tokens: 7000 is 0.70 USD. */
  TEN_THOUSANDTHS_PER_MILLION("ten-thousandths-per-million"),
  /** {@code {amount, scale}}: amount × 10^scale USD per token. */
  SCALED("scaled"),
  /** Each price names its own unit and currency. */
  STATED("stated");

  private final String word;

  PriceUnit(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
