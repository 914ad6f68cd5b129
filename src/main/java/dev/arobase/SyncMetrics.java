package dev.arobase;

import dev.arobase.catalog.list.Refusal;
import dev.arobase.catalog.sync.SyncListener;
import dev.arobase.observe.Metrics;
import java.util.concurrent.atomic.AtomicReference;

/** Counts the lists that could not be taken. */
final class SyncMetrics implements SyncListener {
  private final AtomicReference<Metrics> metrics;

  SyncMetrics(AtomicReference<Metrics> metrics) {
    this.metrics = metrics;
  }

  @Override
  public void failed(String provider, Refusal refusal) {
    metrics.get().catalogSyncFailed(provider);
  }
}
