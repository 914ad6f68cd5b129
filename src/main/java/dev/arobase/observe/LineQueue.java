package dev.arobase.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Formats and writes lines on a thread of its own. Whoever logs only queues the event; a reader of
 * the stream that stalls costs lines, which are dropped once the queue is full, and never a caller.
 *
 * <p>The thread lets lines gather for a moment and writes them together: under load that is a
 * wake-up and a system call per moment instead of per line, which would cost a busy gateway more
 * than the formatting does.
 */
final class LineQueue extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final int QUEUED_EVENTS = 8192;

  /** How late a line may be for the sake of others. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** How long {@link #stop} waits for the lines that are still queued. */
  private static final long FLUSH_MILLISECONDS = 1000;

  private final BlockingQueue<ILoggingEvent> queue = new ArrayBlockingQueue<>(QUEUED_EVENTS);
  private final LineEncoder encoder;
  private final OutputStream out;
  private volatile @Nullable Thread writer;

  LineQueue(LineEncoder encoder, OutputStream out) {
    this.encoder = encoder;
    this.out = out;
  }

  @Override
  public void start() {
    super.start();
    Thread thread = new Thread(this::writeAll, "log");
    thread.setDaemon(true);
    writer = thread;
    thread.start();
  }

  /** Writes what is queued, waiting a second at most. */
  @Override
  public void stop() {
    Thread thread = writer;
    if (thread == null || !isStarted()) {
      return;
    }
    super.stop();
    thread.interrupt();
    try {
      thread.join(FLUSH_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    // The text of a message whose arguments may change is fixed now; nothing else of a line
    // depends on the calling thread.
    event.getFormattedMessage();
    queue.offer(event);
  }

  private void writeAll() {
    List<ILoggingEvent> events = new ArrayList<>();
    boolean last = false;
    while (!last) {
      // Asked before the queue is emptied: what was there at the stop is still written.
      last = !isStarted();
      try {
        if (!last) {
          events.add(queue.take());
          LockSupport.parkNanos(GATHER_NANOS);
        }
      } catch (InterruptedException stopped) {
        last = true;
      }
      queue.drainTo(events);
      write(events);
      events.clear();
    }
  }

  private void write(List<ILoggingEvent> events) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(512 * events.size());
    for (ILoggingEvent event : events) {
      try {
        lines.writeBytes(encoder.encode(event));
      } catch (RuntimeException e) {
        addError("an event that cannot be written", e);
      }
    }
    try {
      lines.writeTo(out);
      out.flush();
    } catch (IOException e) {
      addError("the log's stream", e);
    }
  }
}
