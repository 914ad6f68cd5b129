package dev.arobase.upstream;

import java.util.concurrent.atomic.AtomicBoolean;

/** A place among the requests that a provider gets at once. */
public final class ConcurrencySlot {
  private final Runnable release;
  private final AtomicBoolean released = new AtomicBoolean();

  ConcurrencySlot(Runnable release) {
    this.release = release;
  }

  /** Gives the place back; further calls change nothing. */
  public void release() {
    if (released.compareAndSet(false, true)) {
      release.run();
    }
  }
}
