package dev.arobase.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * How the sync of one provider's list stands.
 *
 * @param provider the provider's name as configured
 * @param lastSuccess when its list was last taken or found unchanged
 * @param staleSince since when what the catalog holds of it could not be renewed; empty while it is
 *     fresh
 * @param models offerings in the catalog
 * @param quarantined offerings among them whose price waits for a second sync
 * @param lastFailure why the last sync failed; empty when it did not
 */
public record SyncState(
    String provider,
    Optional<Instant> lastSuccess,
    Optional<Instant> staleSince,
    int models,
    int quarantined,
    Optional<String> lastFailure) {}
