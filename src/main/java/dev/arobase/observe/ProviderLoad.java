package dev.arobase.observe;

/**
 * What a provider has to do at a moment.
 *
 * @param inFlight requests that hold one of its places ({@code max_concurrent})
 * @param queued requests that wait for one
 */
public record ProviderLoad(String provider, int inFlight, int queued) {}
