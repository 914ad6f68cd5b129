package dev.arobase.config;

/**
 * What holds where a provider or a route says nothing.
 *
 * @param maxAttempts per request, all targets together
 * @param maxConcurrent requests in flight per provider
 */
public record Defaults(
    Timeouts timeouts,
    RetryConfig retry,
    int maxAttempts,
    BreakerConfig breaker,
    int maxConcurrent,
    QueueConfig queue,
    PriceWeights priceWeights) {

  public static final Defaults BUILT_IN =
      new Defaults(
          Timeouts.BUILT_IN,
          RetryConfig.BUILT_IN,
          4,
          BreakerConfig.BUILT_IN,
          512,
          QueueConfig.BUILT_IN,
          PriceWeights.BUILT_IN);
}
