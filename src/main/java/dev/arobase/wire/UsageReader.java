package dev.arobase.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the {@code usage} objects of all upstreams into one shape. */
public final class UsageReader {

  private static final int MAX_COST_SCALE = 40;
  private static final int TICKS_PER_USD_POWER = 10;

  /**
   * Reads a usage object, or one that was told in parts, as Messages does: what a later part says
   * counts, what it does not say stays.
   *
   * @param parts each the JSON text of an object; others are passed over
   * @return empty if none of the parts is an object
   */
  public Optional<Usage> read(List<byte[]> parts) {
    List<JsonNode> latestFirst = new ArrayList<>();
    for (byte[] part : parts) {
      JsonTree.read(part, 0, part.length)
          .filter(JsonNode::isObject)
          .ifPresent(latestFirst::addFirst);
    }
    return latestFirst.isEmpty() ? Optional.empty() : Optional.of(read(new Parts(latestFirst)));
  }

  /** Reads one usage object. */
  public Optional<Usage> read(byte[] json) {
    return read(List.of(json));
  }

  private static Usage read(Parts usage) {
    OptionalLong cachedRead =
        first(
            usage.count("prompt_tokens_details", "cached_tokens"),
            usage.count("input_tokens_details", "cached_tokens"),
            usage.count("cache_read_input_tokens"),
            usage.count("prompt_cache_hit_tokens"));
    OptionalLong cacheWrite =
        first(
            usage.count("prompt_tokens_details", "cache_write_tokens"),
            usage.count("cache_creation_input_tokens"));
    OptionalLong reasoning =
        first(
            usage.count("completion_tokens_details", "reasoning_tokens"),
            usage.count("output_tokens_details", "reasoning_tokens"));
    OptionalLong prompt = first(usage.count("prompt_tokens"), inputTokens(usage));
    OptionalLong completion = first(usage.count("completion_tokens"), usage.count("output_tokens"));
    OptionalLong total = first(usage.count("total_tokens"), sum(prompt, completion));
    return new Usage(prompt, completion, total, cachedRead, cacheWrite, reasoning, cost(usage));
  }

  // Responses counts cached tokens within input_tokens, Messages beside them.
  private static OptionalLong inputTokens(Parts usage) {
    OptionalLong input = usage.count("input_tokens");
    if (input.isEmpty()) {
      return input;
    }
    long beside =
        usage.count("cache_read_input_tokens").orElse(0)
            + usage.count("cache_creation_input_tokens").orElse(0);
    return OptionalLong.of(input.getAsLong() + beside);
  }

  private static Optional<BigDecimal> cost(Parts usage) {
    return usage
        .amount("cost")
        .or(() -> usage.amount("cost", "total_cost"))
        .or(() -> usage.amount("estimated_cost"))
        .or(
            () ->
                usage
                    .amount("cost_in_usd_ticks")
                    .map(ticks -> ticks.scaleByPowerOfTen(-TICKS_PER_USD_POWER)));
  }

  private static OptionalLong first(OptionalLong... counts) {
    for (OptionalLong count : counts) {
      if (count.isPresent()) {
        return count;
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isPresent() && other.isPresent()
        ? OptionalLong.of(one.getAsLong() + other.getAsLong())
        : OptionalLong.empty();
  }

  /** One usage object out of several, the latest first. */
  private record Parts(List<JsonNode> latestFirst) {

    OptionalLong count(String... path) {
      for (JsonNode part : latestFirst) {
        JsonNode value = at(part, path);
        if (value.isIntegralNumber() && value.canConvertToLong() && isCount(value.longValue())) {
          return OptionalLong.of(value.longValue());
        }
      }
      return OptionalLong.empty();
    }

    // Far above any real count, and low enough that sums of a few don't overflow.
    private static boolean isCount(long value) {
      return value >= 0 && value <= Long.MAX_VALUE / 8;
    }

    Optional<BigDecimal> amount(String... path) {
      for (JsonNode part : latestFirst) {
        Optional<BigDecimal> amount = amount(at(part, path));
        if (amount.isPresent()) {
          return amount;
        }
      }
      return Optional.empty();
    }

    private static Optional<BigDecimal> amount(JsonNode value) {
      BigDecimal amount;
      if (value.isNumber()) {
        amount = value.decimalValue();
      } else if (value.isTextual() && value.textValue().length() <= MAX_COST_SCALE) {
        try {
          amount = new BigDecimal(value.textValue().strip());
        } catch (NumberFormatException notOne) {
          return Optional.empty();
        }
      } else {
        return Optional.empty();
      }
      // Beyond these bounds it is no price, and writing it out could take a gigabyte.
      boolean sane =
          amount.signum() >= 0
              && amount.precision() <= MAX_COST_SCALE
              && Math.abs((long) amount.scale()) <= MAX_COST_SCALE;
      return sane ? Optional.of(amount) : Optional.empty();
    }

    private static JsonNode at(JsonNode part, String... path) {
      JsonNode node = part;
      for (String name : path) {
        node = node.path(name);
      }
      return node;
    }
  }
}
