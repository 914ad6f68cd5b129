package dev.arobase.catalog.list;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.catalog.Price;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns what a list writes as a price into USD per token, in the one unit that the provider's entry
 * declares. Nothing about the unit is taken from the value itself.
 */
public final class PriceReader {

  /** Reads nothing: for entries without a price unit. */
  public static final PriceReader NONE = new PriceReader(Optional.empty(), false);

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,60}(\\.\\d{0,60})?|\\.\\d{1,60})([eE][+-]?\\d{1,3})?");

  /** Powers of ten between which a price per token (or image, or request) is taken seriously. */
  private static final int SMALLEST_EXPONENT = -30;

  private static final int LARGEST_EXPONENT = 3;

  private final Optional<BigDecimal> factor;
  private final boolean zeroIsUnknown;

  private PriceReader(Optional<BigDecimal> factor, boolean zeroIsUnknown) {
    this.factor = factor;
    this.zeroIsUnknown = zeroIsUnknown;
  }

  /**
   * A reader for one unit.
   *
   * @param factor USD per token that a written 1 stands for: 0.000001 where prices are per million
   * @param zeroIsUnknown the provider writes 0 for what is priced otherwise
   */
  public PriceReader(BigDecimal factor, boolean zeroIsUnknown) {
    this(Optional.of(factor), zeroIsUnknown);
  }

  /**
   * The price that a value of the entry's unit stands for.
   *
   * @param value a number or a text; absent, null, empty or malformed is unknown, negative or NaN
   *     is dynamic
   * @param modelId an id that ends in {@code :free} may cost 0 even where 0 otherwise says nothing
   */
  public Price read(JsonNode value, String modelId) {
    if (factor.isEmpty()) {
      return Price.UNKNOWN;
    }
    return read(value, modelId, factor.get());
  }

  /** As {@link #read(JsonNode, String)}, for amounts that state their own unit. */
  public Price read(JsonNode value, String modelId, BigDecimal usdPerOne) {
    if (isNaN(value)) {
      return Price.DYNAMIC;
    }
    Optional<BigDecimal> amount = decimal(value);
    if (amount.isEmpty()) {
      return Price.UNKNOWN;
    }
    return price(amount.get().multiply(usdPerOne), modelId);
  }

  /** The price of an amount in USD per token. */
  public Price price(BigDecimal usd, String modelId) {
    if (usd.signum() < 0) {
      return Price.DYNAMIC;
    }
    if (usd.signum() == 0) {
      boolean free = modelId.toLowerCase(Locale.ROOT).endsWith(":free");
      return zeroIsUnknown && !free ? Price.UNKNOWN : Price.FREE;
    }
    int exponent = usd.precision() - usd.scale() - 1;
    if (exponent < SMALLEST_EXPONENT || exponent > LARGEST_EXPONENT) {
      return Price.UNKNOWN;
    }
    return Price.perToken(usd);
  }

  /** An exact decimal of bounded size, from a number or its text. */
  static Optional<BigDecimal> decimal(JsonNode value) {
    if (value.isNumber()) {
      if (value.isFloatingPointNumber() && !value.isBigDecimal()) {
        return Optional.empty();
      }
      BigDecimal decimal = value.decimalValue();
      return decimal.precision() <= 120 && Math.abs((long) decimal.scale()) <= 999
          ? Optional.of(decimal)
          : Optional.empty();
    }
    if (value.isTextual()) {
      String text = value.textValue().strip();
      return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean isNaN(JsonNode value) {
    return value.isNumber()
        ? value.isFloatingPointNumber()
            && !value.isBigDecimal()
            && Double.isNaN(value.doubleValue())
        : value.isTextual() && value.textValue().strip().equalsIgnoreCase("nan");
  }
}
