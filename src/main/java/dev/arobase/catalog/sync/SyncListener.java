package dev.arobase.catalog.sync;

import dev.arobase.catalog.list.Refusal;

/**
 * Told how syncs go, for metrics and progress. Called on the sync's own context; must not block.
 */
public interface SyncListener {

  SyncListener NONE = new SyncListener() {};

  /** A list was asked for. */
  default void started(String provider) {}

  /**
   * A list was taken or found unchanged.
   *
   * @param models rows in it, those that have expired included
   */
  default void succeeded(String provider, int models) {}

  /** A list was not taken; what was known stays. */
  default void failed(String provider, Refusal refusal) {}
}
