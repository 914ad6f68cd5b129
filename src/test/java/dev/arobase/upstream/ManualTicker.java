package dev.arobase.upstream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when the test says so. */
final class ManualTicker implements NanoTicker {
  // Near the overflow, where comparisons of absolute values go wrong.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - Duration.ofHours(200).toNanos());

  @Override
  public long nanos() {
    return nanos.get();
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
