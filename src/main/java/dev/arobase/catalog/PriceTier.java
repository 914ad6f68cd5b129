package dev.arobase.catalog;

import java.util.Map;

/**
 * Prices that hold above a prompt length or within a time of day.
 *
 * @param minPromptTokens holds when the prompt has strictly more tokens; 0 for always
 * @param utcStart HHMM, -1 for none
 * @param utcEnd HHMM, exclusive, -1 for none
 * @param prices by OpenRouter's key names; absent keys inherit
 */
public record PriceTier(long minPromptTokens, int utcStart, int utcEnd, Map<String, Price> prices) {
  public PriceTier {
    prices = Map.copyOf(prices);
  }
}
