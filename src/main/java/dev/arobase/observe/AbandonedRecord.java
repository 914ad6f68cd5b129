package dev.arobase.observe;

import java.util.OptionalLong;

/**
 * An attempt that was timed out, cut or cancelled after its request was fully sent: the provider
 * may bill what nobody will see. Its prompt tokens are never known.
 *
 * @param completionTokens those that it was seen to produce
 */
public record AbandonedRecord(String provider, String model, OptionalLong completionTokens) {}
