package dev.arobase.upstream;

import dev.arobase.config.ProviderConfig;
import dev.arobase.resolve.HealthView;
import dev.arobase.resolve.SpeedView;
import dev.arobase.resolve.Target;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;

/**
 * What is known of the providers from the requests so far, shared by all event loops: limits in
 * use, breakers, resting keys, retry budgets, models that turned out to be missing. It outlives a
 * change of the configuration.
 */
public final class ProviderStates {
  private final Vertx vertx;
  private final NanoTicker ticker;
  private final Breakers breakers;
  private final ModelAbsence absences;
  private final KeyRests rests;
  private final SpeedStats speeds;
  private final ConcurrentMap<String, ProviderState> byName = new ConcurrentHashMap<>();

  public ProviderStates(Vertx vertx, NanoTicker ticker) {
    this.vertx = vertx;
    this.ticker = ticker;
    this.breakers = new Breakers(vertx, ticker);
    this.absences = new ModelAbsence(ticker);
    this.rests = new KeyRests(ticker);
    this.speeds = new SpeedStats(ticker);
  }

  /** One provider's, with the settings of this configuration. */
  public ProviderState of(ProviderConfig provider) {
    ProviderState known =
        byName.computeIfAbsent(
            provider.name(),
            name ->
                new ProviderState(
                    provider, breakers, absences, rests, new RetryBudget(ticker), speeds));
    known.configure(provider);
    return known;
  }

  /** One that nobody shares, for a request with a key or host of the client's own. */
  ProviderState own(ProviderConfig provider) {
    return new ProviderState(
        provider,
        new Breakers(vertx, ticker),
        new ModelAbsence(ticker),
        new KeyRests(ticker),
        new RetryBudget(ticker),
        new SpeedStats(ticker));
  }

  public Breakers breakers() {
    return breakers;
  }

  /** How fast the offerings have been lately. */
  public SpeedStats speeds() {
    return speeds;
  }

  /** For resolving: the order by what was measured. */
  public SpeedView speedView() {
    return new SpeedView() {
      @Override
      public List<Target> order(List<Target> targets, Goal goal, RandomGenerator random) {
        return speeds.order(
            targets, target -> target.provider().name(), Target::upstreamId, goal, random);
      }

      @Override
      public Optional<Seen> seen(Target target) {
        return speeds.seen(target.provider().name(), target.upstreamId());
      }
    };
  }

  /** For resolving: what is open, resting or missing goes last. */
  public HealthView health() {
    return new HealthView() {
      @Override
      public boolean open(Target target) {
        // Only looked up: a target may stand for a provider with a client's key, and a state that
        // took that over would hand the key to others.
        ProviderState state = byName.get(target.provider().name());
        return state != null && state.isOpen(target);
      }

      @Override
      public boolean resting(Target target) {
        ProviderState state = byName.get(target.provider().name());
        return state != null && state.allKeysRest();
      }

      @Override
      public boolean leftOut(Target target) {
        return absences.isAbsent(target.provider().name(), target.upstreamId());
      }
    };
  }
}
