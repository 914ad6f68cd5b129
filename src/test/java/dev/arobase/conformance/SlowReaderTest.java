package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.Gateway;
import dev.arobase.support.GatewayProcess;
import dev.arobase.support.ProcessLauncher;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A client that reads at a crawl makes the upstream wait; it does not make the gateway swell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowReaderTest {
  private static final long MEGABYTE = 1L << 20;
  private static final long MOST_GROWTH = 4 * MEGABYTE;
  private static final int EVENT_BYTES = 16_000;
  private static final long EVENTS = 100 * MEGABYTE / EVENT_BYTES;
  private static final int BYTES_PER_SECOND = 1_000;
  private static final int SECONDS = 6;

  /** The heap is all touched at the start, so that what grows is what is buffered outside of it. */
  private final World world =
      World.plan()
          .custom("own", "m")
          .launcher(
              ProcessLauncher.classPath(
                  "-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-Xint"))
          .start();

  @AfterAll
  void stop() {
    world.close();
  }

  @Test
  void aHundredMegabytesAtOneKilobytePerSecond() throws Exception {
    byte[] event = Chat.content("m", "x".repeat(EVENT_BYTES)).getBytes(StandardCharsets.UTF_8);
    world.site("own").always(Answer.stream().parts(List.of(new Answer.Part.Repeat(event, EVENTS))));
    crawl(2);
    GatewayProcess process = (GatewayProcess) world.gateway().running();
    long heapBefore = process.liveHeapBytes();
    long residentBefore = process.residentBytes();
    try (ClientConnection reader = begin()) {
      readFor(reader, SECONDS);
      long resident = process.residentBytes() - residentBefore;
      long heap = process.liveHeapBytes() - heapBefore;
      System.out.printf(
          "slow reader: resident %+d KiB, live heap %+d KiB%n", resident >> 10, heap >> 10);
      assertThat(resident).as("growth of the resident set").isLessThan(MOST_GROWTH);
      assertThat(heap).as("growth of the live heap").isLessThan(MOST_GROWTH);
      assertThat(world.site("own").await(1).peerClosed()).as("the upstream waits").isNotDone();
    }
  }

  private ClientConnection begin() {
    ClientConnection reader = ClientConnection.openNarrow(world.gateway().port(), 4096);
    reader.send(world.gateway().authorized(Gateway.chat("@own/m", true)));
    assertThat(reader.head()).isEqualTo(200);
    return reader;
  }

  /** The same once before, so that classes, buffers and code that all of it needs are there. */
  private void crawl(int seconds) throws InterruptedException {
    try (ClientConnection reader = begin()) {
      readFor(reader, seconds);
    }
    world.reset();
    byte[] event = Chat.content("m", "x".repeat(EVENT_BYTES)).getBytes(StandardCharsets.UTF_8);
    world.site("own").always(Answer.stream().parts(List.of(new Answer.Part.Repeat(event, EVENTS))));
  }

  private static void readFor(ClientConnection reader, int seconds) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(seconds);
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      clock.scheduleAtFixedRate(
          () -> {
            reader.readAtMost(BYTES_PER_SECOND);
            left.countDown();
          },
          0,
          1,
          TimeUnit.SECONDS);
      assertThat(left.await(seconds + 20L, TimeUnit.SECONDS)).isTrue();
      clock.shutdownNow();
    }
  }
}
