package dev.arobase.config;

import java.math.BigDecimal;

/** The blended price is (prompt × its price + completion × its price) / (prompt + completion). */
public record PriceWeights(BigDecimal prompt, BigDecimal completion) {
  public static final PriceWeights BUILT_IN =
      new PriceWeights(BigDecimal.valueOf(3), BigDecimal.ONE);
}
