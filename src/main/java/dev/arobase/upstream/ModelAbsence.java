package dev.arobase.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * Offerings whose provider said that it doesn't have the model, whatever its list says. Each is
 * left out for an hour.
 */
public final class ModelAbsence {
  static final Duration LEFT_OUT = Duration.ofHours(1);

  private static final int MOST = 10_000;

  private record Id(String provider, String model) {}

  private final Cache<Id, Boolean> absent;

  public ModelAbsence(NanoTicker ticker) {
    this.absent =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(LEFT_OUT)
            .ticker(ticker::nanos)
            .executor(Runnable::run)
            .build();
  }

  /** The provider said so. {@code model} is the upstream's spelling. */
  public void report(String provider, String model) {
    absent.put(new Id(provider, model), true);
  }

  /** It answered all the same. */
  public void clear(String provider, String model) {
    absent.invalidate(new Id(provider, model));
  }

  public boolean isAbsent(String provider, String model) {
    return absent.getIfPresent(new Id(provider, model)) != null;
  }
}
