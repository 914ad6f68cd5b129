package dev.arobase.portkey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.arobase.config.SecretDigest;
import dev.arobase.resolve.ClientCircuit;
import dev.arobase.upstream.NanoTicker;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The circuits that clients' configurations ask for, shared by all event loops. They decide about
 * requests with the same configuration only; the operator's breakers know nothing of them.
 */
public final class Circuits {
  /** Beyond it the least used begin anew, closed. */
  private static final int MOST = 20_000;

  /** Longer than any cooldown. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(25);

  /**
   * @param configuration the digest of a configuration and of all else that makes requests with it
   *     alike
   * @param path of the target in it
   */
  record Id(SecretDigest configuration, String path) {}

  private final NanoTicker ticker;
  private final Cache<Id, AtomicReference<Circuit>> circuits;

  public Circuits(NanoTicker ticker) {
    this.ticker = ticker;
    this.circuits =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .ticker(ticker::nanos)
            .executor(Runnable::run)
            .build();
  }

  boolean isOpen(Id id, CircuitRules rules) {
    AtomicReference<Circuit> known = circuits.getIfPresent(id);
    return known != null && Objects.requireNonNull(known.get()).isOpen(rules, ticker.nanos());
  }

  ClientCircuit of(Id id, CircuitRules rules) {
    return new ClientCircuit() {
      @Override
      public void answered() {
        circuit(id).updateAndGet(circuit -> circuit.answered(rules, ticker.nanos()));
      }

      @Override
      public void failed(int status) {
        if (rules.isFailure(status)) {
          circuit(id).updateAndGet(circuit -> circuit.failed(rules, ticker.nanos()));
        }
      }
    };
  }

  private AtomicReference<Circuit> circuit(Id id) {
    return circuits
        .asMap()
        .computeIfAbsent(id, same -> new AtomicReference<>(Circuit.closed(ticker.nanos())));
  }
}
