package dev.arobase.clients;

import com.anthropic.core.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The same for Anthropic's SDK, whose interface has another package. */
final class AnthropicNaps implements Sleeper {
  private final NapRecorder naps = new NapRecorder();

  List<Duration> taken() {
    return naps.taken();
  }

  void forget() {
    naps.forget();
  }

  @Override
  public void sleep(Duration duration) {
    naps.sleep(duration);
  }

  @Override
  public CompletableFuture<Void> sleepAsync(Duration duration) {
    return naps.sleepAsync(duration);
  }

  @Override
  public void close() {}
}
