package dev.arobase.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a process of its own. Its port is read from the start-up summary. */
public final class GatewayProcess implements RunningGateway {
  private static final Pattern ADDRESS =
      Pattern.compile("https?://(?:127\\.0\\.0\\.1|localhost|0\\.0\\.0\\.0):(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern HISTOGRAM_TOTAL =
      Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 20;

  private final Process process;
  private final StringBuffer log = new StringBuffer();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private GatewayProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().name("gateway-log").start(this::readLog);
  }

  static GatewayProcess await(Process process) {
    GatewayProcess gateway = new GatewayProcess(process);
    try {
      gateway.port.get(START_SECONDS, TimeUnit.SECONDS);
      return gateway;
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      throw new IllegalStateException("it did not start:\n" + gateway.log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int port() {
    return port.join();
  }

  @Override
  public String log() {
    return log.toString();
  }

  /** The resident set of the process in bytes. */
  public long residentBytes() {
    try {
      String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
      Matcher matcher = RESIDENT.matcher(status);
      if (!matcher.find()) {
        throw new IllegalStateException(status);
      }
      return Long.parseLong(matcher.group(1)) * 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of all objects that are still reachable; a full collection runs for it. */
  public long liveHeapBytes() {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(process.pid()),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String histogram = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
      Matcher total = HISTOGRAM_TOTAL.matcher(histogram);
      if (!total.find()) {
        throw new IllegalStateException(histogram);
      }
      return Long.parseLong(total.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends SIGTERM, without waiting. */
  public void terminate() {
    // Not by the process itself, which would close the stream that the log is read from.
    process.toHandle().destroy();
  }

  public Process process() {
    return process;
  }

  @Override
  public void close() {
    terminate();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void readLog() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.append(line).append('\n');
        Matcher matcher = ADDRESS.matcher(line);
        if (!port.isDone() && matcher.find()) {
          port.complete(Integer.parseInt(matcher.group(1)));
        }
      }
    } catch (IOException e) {
      log.append(e).append('\n');
    }
    port.completeExceptionally(new IllegalStateException("the process has ended"));
  }
}
