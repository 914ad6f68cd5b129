package dev.arobase.clients;

import com.openai.core.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes an SDK's waits between its repeats, without waiting. */
final class NapRecorder implements Sleeper {
  private final List<Duration> taken = new CopyOnWriteArrayList<>();

  /** How long each wait would have been, in their order. */
  List<Duration> taken() {
    return List.copyOf(taken);
  }

  void forget() {
    taken.clear();
  }

  @Override
  public void sleep(Duration duration) {
    taken.add(duration);
  }

  @Override
  public CompletableFuture<Void> sleepAsync(Duration duration) {
    taken.add(duration);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
