package dev.arobase;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Gives memory back after a storm. The serial collector lets the old generation grow before it
 * looks at what is dead there, and looks again only when that is full: a few very large answers
 * would leave the process large for the rest of its life. So once the old generation has grown much
 * and has come to rest, it is collected, and the launcher's options make it shrink. Does nothing
 * with other collectors, which see to that themselves.
 */
final class HeapTrim {
  private static final String SERIAL_OLD_GENERATION = "Tenured Gen";
  private static final long PERIOD_SECONDS = 3;
  private static final long MEGABYTE = 1L << 20;

  /** Growth since the last time that is worth a pause. */
  private static final long WORTH_BYTES = 32 * MEGABYTE;

  /** Growth within one period below which the storm is over. */
  private static final long REST_BYTES = 2 * MEGABYTE;

  private long committedAtRest;
  private long lastUsed;
  private boolean collecting;

  /**
   * @param committed bytes of the old generation at the start
   */
  HeapTrim(long committed) {
    committedAtRest = committed;
  }

  /** Looks at the old generation of this process from now on, if it has one of that kind. */
  static void start() {
    oldGeneration().ifPresent(HeapTrim::watch);
  }

  private static Optional<MemoryPoolMXBean> oldGeneration() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals(SERIAL_OLD_GENERATION))
        .findFirst();
  }

  private static void watch(MemoryPoolMXBean old) {
    HeapTrim trim = new HeapTrim(old.getUsage().getCommitted());
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "heap-trim");
              thread.setDaemon(true);
              return thread;
            });
    var _ =
        clock.scheduleWithFixedDelay(
            () -> {
              MemoryUsage usage = old.getUsage();
              if (trim.isDue(usage.getCommitted(), usage.getUsed())) {
                System.gc();
              }
            },
            PERIOD_SECONDS,
            PERIOD_SECONDS,
            TimeUnit.SECONDS);
  }

  /**
   * Whether a collection is due, by what the old generation has now; to be asked once per period.
   * What a collection leaves is the new measure, so that memory in use is not collected for again.
   */
  boolean isDue(long committed, long used) {
    boolean atRest = used - lastUsed < REST_BYTES;
    lastUsed = used;
    if (collecting || committed < committedAtRest) {
      collecting = false;
      committedAtRest = committed;
      return false;
    }
    collecting = atRest && committed - committedAtRest > WORTH_BYTES;
    return collecting;
  }
}
