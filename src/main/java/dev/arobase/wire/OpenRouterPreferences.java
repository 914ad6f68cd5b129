package dev.arobase.wire;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OpenRouter's {@code provider} object.
 *
 * @param order providers to try first, in this order; empty when absent
 * @param only the providers allowed; empty when absent
 * @param ignore the providers not allowed
 * @param allowFallbacks whether providers outside {@code order} may serve; true when absent
 * @param sort what to order by
 * @param maxPrice USD per million tokens (or per request, image) by OpenRouter's names: {@code
 *     prompt, completion, request, image}
 * @param requireParameters whether offerings known to lack a parameter of the request are out
 */
public record OpenRouterPreferences(
    List<String> order,
    List<String> only,
    List<String> ignore,
    boolean allowFallbacks,
    Optional<Sort> sort,
    Map<String, BigDecimal> maxPrice,
    boolean requireParameters)
    implements OpenRouterPreferencesResult {

  /** What to order candidates by. */
  public enum Sort {
    PRICE,
    THROUGHPUT,
    LATENCY
  }

  public OpenRouterPreferences {
    order = List.copyOf(order);
    only = List.copyOf(only);
    ignore = List.copyOf(ignore);
    maxPrice = Map.copyOf(maxPrice);
  }

  /** Reads the object at {@code range} of a body that was scanned before. */
  public static OpenRouterPreferencesResult parse(byte[] body, ByteRange range) {
    return new OpenRouterPreferencesParser(body, range).parse();
  }
}
