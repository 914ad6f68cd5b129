package dev.arobase.upstream;

/** Elapsed time for what is measured in between; never the time of day. */
@FunctionalInterface
public interface NanoTicker {
  NanoTicker SYSTEM = System::nanoTime;

  /** Nanoseconds from an arbitrary origin; only differences mean something. */
  long nanos();
}
