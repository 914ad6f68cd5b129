package dev.arobase.catalog;

/** Who said so. */
public enum PriceSource {
  PROVIDER,
  OPENROUTER,
  SHEET,
  CONFIGURED
}
