package dev.arobase.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.arobase.support.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LineQueueTest {
  /** More than the queue holds. */
  private static final int MANY = 20_000;

  private final LoggerContext context = new LoggerContext();
  private final LineEncoder encoder = new LineEncoder();

  private LineQueue started(LineFormat format, OutputStream out) {
    encoder.use(format);
    LineQueue queue = new LineQueue(encoder, out);
    queue.setContext(context);
    queue.start();
    return queue;
  }

  private static String written(ByteArrayOutputStream out) {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static byte[] line(ILoggingEvent event) {
    return (event.getFormattedMessage() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private ILoggingEvent event(String message) {
    return new LoggingEvent(
        "x", context.getLogger("x"), Level.INFO, message, null, new Object[] {"argument"});
  }

  @Test
  void linesKeepTheirOrderAndAreAllThereAfterStop() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LineQueue queue = started(LineQueueTest::line, out);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      queue.doAppend(event("line " + i));
      expected.append("line ").append(i).append('\n');
    }
    queue.stop();
    assertThat(out).hasToString(expected.toString());
  }

  @Test
  void aStalledReaderCostsLinesAndNotItsCallers() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    OutputStream stalled =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int count) throws IOException {
            try {
              if (!reading.await(20, TimeUnit.SECONDS)) {
                throw new IOException("nobody began to read");
              }
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    LineQueue queue = started(LineQueueTest::line, stalled);
    for (int i = 0; i < MANY; i++) {
      queue.doAppend(event("line " + i));
    }
    assertThat(reading.getCount()).as("callers came through before anybody read").isOne();
    reading.countDown();
    queue.stop();
  }

  @Test
  void anEventThatCannotBeFormattedCostsOnlyItself() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LineQueue queue =
        started(
            event -> {
              if (event.getFormattedMessage().equals("bad")) {
                throw new IllegalStateException("unformattable");
              }
              return line(event);
            },
            out);
    queue.doAppend(event("bad"));
    queue.doAppend(event("good"));
    queue.stop();
    assertThat(out).hasToString("good\n");
  }

  @Test
  void aBrokenStreamDoesNotEndTheWriter() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OutputStream breaksOnce =
        new OutputStream() {
          private boolean broken;

          @Override
          public void write(int one) {
            out.write(one);
          }

          @Override
          public void write(byte[] bytes, int from, int count) throws IOException {
            if (!broken) {
              broken = true;
              throw new IOException("no space left");
            }
            out.write(bytes, from, count);
          }
        };
    LineQueue queue = started(LineQueueTest::line, breaksOnce);
    boolean written =
        Eventually.holds(
            Duration.ofSeconds(20),
            () -> {
              queue.doAppend(event("line"));
              return written(out).startsWith("line\n");
            });
    queue.stop();
    assertThat(written).isTrue();
  }
}
