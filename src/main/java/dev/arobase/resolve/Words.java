package dev.arobase.resolve;

import dev.arobase.catalog.ModelType;
import dev.arobase.config.Strategy;
import dev.arobase.wire.Feature;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.NumberFormat;
import java.util.Locale;

/** Small things as people read them. */
final class Words {

  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  private Words() {}

  static String of(ModelType type) {
    return switch (type) {
      case CHAT -> "a chat model";
      case EMBEDDING -> "an embedding model";
      case IMAGE -> "an image model";
      case AUDIO -> "an audio model";
      case RERANK -> "a rerank model";
      case MODERATION -> "a moderation model";
      case VIDEO -> "a video model";
      case UNKNOWN -> "a model of unknown type";
    };
  }

  static String of(Feature feature) {
    return switch (feature) {
      case TOOLS -> "tools";
      case RESPONSE_FORMAT -> "response_format";
      case VISION -> "vision";
    };
  }

  static String of(Strategy strategy) {
    return switch (strategy) {
      case FALLBACK -> "in the order of the configuration";
      case WEIGHTED -> "by weight";
      case ROUND_ROBIN -> "in turn";
      case CHEAPEST -> "cheapest first";
      case FASTEST -> "fastest first";
    };
  }

  /** {@code 131,072}. */
  static String count(long number) {
    return NumberFormat.getIntegerInstance(Locale.ROOT).format(number);
  }

  /** USD per token as USD per million: {@code $0.05}. */
  static String perMillion(BigDecimal usdPerToken) {
    BigDecimal usd = usdPerToken.multiply(MILLION).round(new MathContext(6)).stripTrailingZeros();
    return "$" + usd.setScale(Math.max(2, usd.scale())).toPlainString();
  }
}
