package dev.arobase.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.arobase.wire.OpenRouterPreferences.Sort;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One reading of one {@code provider} object. Unknown members are none of the gateway's. */
final class OpenRouterPreferencesParser {

  private static final int MAX_PRICE_CHARS = 40;

  private final byte[] body;
  private final ByteRange range;

  private List<String> order = List.of();
  private List<String> only = List.of();
  private List<String> ignore = List.of();
  private boolean allowFallbacks = true;
  private boolean requireParameters;
  private Optional<Sort> sort = Optional.empty();
  private Map<String, BigDecimal> maxPrice = Map.of();

  OpenRouterPreferencesParser(byte[] body, ByteRange range) {
    this.body = body;
    this.range = range;
  }

  OpenRouterPreferencesResult parse() {
    try (JsonParser json = StrictJson.parser(body, range.start(), range.end())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Wrong("provider", "must be an object");
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_NULL) {
          continue;
        }
        readMember(json, name, value);
      }
      return new OpenRouterPreferences(
          order, only, ignore, allowFallbacks, sort, maxPrice, requireParameters);
    } catch (Wrong wrong) {
      return new OpenRouterPreferencesResult.Refused(wrong.name, wrong.words);
    } catch (IOException | IllegalStateException broken) {
      return new OpenRouterPreferencesResult.Refused("provider", "`provider` is not valid JSON");
    }
  }

  private void readMember(JsonParser json, String name, JsonToken value) throws IOException, Wrong {
    switch (name) {
      case "order" -> order = names(json, "provider.order", value);
      case "only" -> only = names(json, "provider.only", value);
      case "ignore" -> ignore = names(json, "provider.ignore", value);
      case "allow_fallbacks" -> allowFallbacks = flag("provider.allow_fallbacks", value);
      case "require_parameters" -> requireParameters = flag("provider.require_parameters", value);
      case "sort" -> sort = Optional.of(sort(json, value));
      case "max_price" -> maxPrice = prices(json, value);
      default -> json.skipChildren();
    }
  }

  private static List<String> names(JsonParser json, String path, JsonToken value)
      throws IOException, Wrong {
    if (value != JsonToken.START_ARRAY) {
      throw new Wrong(path, "must be a list of provider names");
    }
    List<String> names = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw new Wrong(path, "must be a list of provider names");
      }
      names.add(json.getText());
    }
    return names;
  }

  private static boolean flag(String path, JsonToken value) throws Wrong {
    return switch (value) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new Wrong(path, "must be true or false");
    };
  }

  // A word, or the newer object {"by": word, "partition": …}.
  private static Sort sort(JsonParser json, JsonToken value) throws IOException, Wrong {
    Optional<String> word = Optional.empty();
    if (value == JsonToken.VALUE_STRING) {
      word = Optional.of(json.getText());
    } else if (value == JsonToken.START_OBJECT) {
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken member = json.nextToken();
        if (name.equals("by") && member == JsonToken.VALUE_STRING) {
          word = Optional.of(json.getText());
        } else {
          json.skipChildren();
        }
      }
    }
    return switch (word.orElse("").toLowerCase(Locale.ROOT)) {
      case "price" -> Sort.PRICE;
      case "throughput" -> Sort.THROUGHPUT;
      case "latency" -> Sort.LATENCY;
      default -> throw new Wrong("provider.sort", "must be price, throughput or latency");
    };
  }

  private static Map<String, BigDecimal> prices(JsonParser json, JsonToken value)
      throws IOException, Wrong {
    if (value != JsonToken.START_OBJECT) {
      throw new Wrong("provider.max_price", "must be an object of prices in USD per million");
    }
    Map<String, BigDecimal> prices = new HashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken price = json.nextToken();
      if (price == JsonToken.VALUE_NULL) {
        continue;
      }
      prices.put(name, price(json, name, price));
    }
    return prices;
  }

  private static BigDecimal price(JsonParser json, String name, JsonToken value)
      throws IOException, Wrong {
    boolean numeric = value.isNumeric() || value == JsonToken.VALUE_STRING;
    if (numeric && json.getTextLength() <= MAX_PRICE_CHARS) {
      try {
        BigDecimal price = new BigDecimal(json.getText().strip());
        // A price of 1e999999999 would be expanded to a gigabyte by whoever prints it.
        if (price.signum() >= 0 && Math.abs((long) price.scale()) <= MAX_PRICE_CHARS) {
          return price;
        }
      } catch (NumberFormatException notOne) {
        throw new Wrong("provider.max_price." + name, "must be a number that is not negative");
      }
    }
    throw new Wrong("provider.max_price." + name, "must be a number that is not negative");
  }

  /** Leaves the reading at the first member that is wrong. */
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;
    private final String name;
    private final String words;

    Wrong(String name, String rule) {
      super(rule, null, false, false);
      this.name = name;
      this.words = "`" + name + "` " + rule;
    }
  }
}
