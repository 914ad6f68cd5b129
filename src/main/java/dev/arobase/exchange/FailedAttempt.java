package dev.arobase.exchange;

/**
 * A failure and where it happened.
 *
 * @param provider the provider's name as configured
 */
public record FailedAttempt(String provider, Failure failure) {}
