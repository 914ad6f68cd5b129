package dev.arobase.wire;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an upstream says that a request used. Token counts are never negative; an absent one was not
 * reported, which is not 0.
 *
 * @param prompt all prompt tokens, those read from and written to a cache included
 * @param completion all tokens produced, reasoning included where the upstream includes it
 * @param total as reported, else the sum where both are known
 * @param cachedRead of the prompt, read from a cache
 * @param cacheWrite of the prompt, written to a cache
 * @param reasoning of the completion
 * @param reportedCost USD, exact, as the upstream says; a reported 0 is 0
 */
public record Usage(
    OptionalLong prompt,
    OptionalLong completion,
    OptionalLong total,
    OptionalLong cachedRead,
    OptionalLong cacheWrite,
    OptionalLong reasoning,
    Optional<BigDecimal> reportedCost) {}
