package dev.arobase;

import dev.arobase.config.load.Diagnostic;
import dev.arobase.config.load.ReloadObserver;
import dev.arobase.observe.Metrics;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Counts changed configurations, taken and refused. */
final class ReloadMetrics implements ReloadObserver {
  private final AtomicReference<Metrics> metrics;

  ReloadMetrics(AtomicReference<Metrics> metrics) {
    this.metrics = metrics;
  }

  @Override
  public void reloaded(List<Diagnostic> warnings) {
    metrics.get().configReloaded();
  }

  @Override
  public void refused(List<Diagnostic> errors) {
    metrics.get().configReloadFailed();
  }
}
