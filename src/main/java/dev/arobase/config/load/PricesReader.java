package dev.arobase.config.load;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prices in USD per million tokens. */
final class PricesReader {
  /** Below this, somebody most likely pasted a price per token. */
  private static final BigDecimal DUBIOUS = new BigDecimal("0.0001");

  private static final BigDecimal MOST = new BigDecimal("1000000");

  /** What is counted in tokens, by OpenRouter's names. */
  private static final List<String> KEYS =
      List.of(
          "prompt",
          "completion",
          "input_cache_read",
          "input_cache_write",
          "input_cache_write_1h",
          "internal_reasoning",
          "audio",
          "audio_output",
          "input_audio_cache",
          "image_token",
          "image_output");

  private PricesReader() {}

  static Map<String, BigDecimal> read(Section section) {
    Map<String, BigDecimal> prices = new LinkedHashMap<>();
    for (String key : KEYS) {
      section
          .field(key)
          .ifPresent(
              field ->
                  field
                      .decimal(
                          "a price in USD per million tokens, from 0 to " + MOST,
                          BigDecimal.ZERO,
                          MOST)
                      .ifPresent(
                          price -> {
                            if (price.signum() > 0 && price.compareTo(DUBIOUS) < 0) {
                              field.warning(
                                  price.toPlainString()
                                      + " USD per million tokens is next to nothing; is it a price"
                                      + " per token?");
                            }
                            prices.put(key, price);
                          }));
    }
    section.done();
    return prices;
  }
}
