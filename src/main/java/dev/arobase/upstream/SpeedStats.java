package dev.arobase.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.arobase.resolve.SpeedView.Goal;
import dev.arobase.resolve.SpeedView.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * How fast each offering was lately, and the order in which to try several. Shared by all event
 * loops.
 *
 * <p>The first one is drawn, not taken: each offering's chance falls steeply with its cost, so that
 * equals share the load evenly, a slow one gets next to nothing, and no herd runs to the one that
 * was best a moment ago. A small share of the draws goes to any of them alike: so those not yet
 * known become known, and a slow one that recovered is noticed.
 */
public final class SpeedStats {

  /** Share of the draws in which all, or those unknown, have the same chance. */
  static final double EXPLORED = 0.1;

  /** Twice the cost has a sixteenth of the chance. */
  private static final double STEEPNESS = 4;

  /** What wasn't observed for so long is unknown again. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  private static final int MOST = 20_000;

  private record Id(String provider, String model) {}

  private final NanoTicker ticker;
  private final Cache<Id, AtomicReference<Speed>> speeds;

  public SpeedStats(NanoTicker ticker) {
    this.ticker = ticker;
    this.speeds =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(FORGOTTEN_AFTER.multipliedBy(6))
            .ticker(ticker::nanos)
            .executor(Runnable::run)
            .build();
  }

  /**
   * An attempt was answered. {@code model} is the upstream's spelling.
   *
   * @param firstToken from the start of the attempt to the first content token
   * @param tokensPerSecond after the first token; empty when too few came to say
   */
  public void answered(
      String provider, String model, Duration firstToken, OptionalDouble tokensPerSecond) {
    long now = ticker.nanos();
    of(provider, model).updateAndGet(speed -> speed.answered(firstToken, tokensPerSecond, now));
  }

  /** A stream that was answered has ended: how fast its tokens came. */
  public void streamed(String provider, String model, double tokensPerSecond) {
    long now = ticker.nanos();
    of(provider, model).updateAndGet(speed -> speed.streamed(tokensPerSecond, now));
  }

  /** An attempt failed in a way that speaks against the offering. */
  public void failed(String provider, String model) {
    long now = ticker.nanos();
    of(provider, model).updateAndGet(speed -> speed.failed(now));
  }

  /** Empty when it wasn't observed lately. */
  public Optional<Seen> seen(String provider, String model) {
    return known(provider, model)
        .map(
            speed ->
                new Seen(
                    optional(speed.firstTokenMillis()),
                    optional(speed.tokensPerSecond()),
                    speed.errorShare()));
  }

  /** What was observed of a provider's offerings lately, by model. */
  public Map<String, Seen> seen(String provider) {
    Map<String, Seen> found = new TreeMap<>();
    for (Id id : speeds.asMap().keySet()) {
      if (id.provider().equals(provider)) {
        seen(provider, id.model()).ifPresent(seen -> found.put(id.model(), seen));
      }
    }
    return found;
  }

  /**
   * All of {@code offerings}, the one to try first at the front, then the others from fast to slow,
   * unknown ones last in the order given.
   */
  public <T> List<T> order(
      List<T> offerings,
      Function<T, String> provider,
      Function<T, String> model,
      Goal goal,
      RandomGenerator random) {
    if (offerings.size() < 2) {
      return List.copyOf(offerings);
    }
    Map<T, Double> costs =
        offerings.stream()
            .distinct()
            .collect(
                Collectors.toMap(
                    offering -> offering,
                    offering ->
                        known(provider.apply(offering), model.apply(offering))
                            .map(speed -> speed.cost(goal))
                            .orElse(Double.POSITIVE_INFINITY)));
    List<T> ordered = new ArrayList<>(offerings);
    // Stable: equals and unknown ones keep the order given.
    ordered.sort(Comparator.comparingDouble(offering -> costs.getOrDefault(offering, 0.0)));
    T first = draw(ordered, costs, random);
    ordered.remove(first);
    ordered.addFirst(first);
    return List.copyOf(ordered);
  }

  private static <T> T draw(List<T> ordered, Map<T, Double> costs, RandomGenerator random) {
    List<T> unknown =
        ordered.stream().filter(offering -> Double.isInfinite(cost(costs, offering))).toList();
    if (unknown.size() == ordered.size()) {
      return any(unknown, random);
    }
    if (random.nextDouble() < EXPLORED) {
      return any(unknown.isEmpty() ? ordered : unknown, random);
    }
    double best = cost(costs, ordered.getFirst());
    double total = 0;
    for (T offering : ordered) {
      total += chance(best, cost(costs, offering));
    }
    double drawn = random.nextDouble() * total;
    for (T offering : ordered) {
      drawn -= chance(best, cost(costs, offering));
      if (drawn < 0) {
        return offering;
      }
    }
    return ordered.getFirst();
  }

  private static <T> T any(List<T> some, RandomGenerator random) {
    return some.get(random.nextInt(some.size()));
  }

  private static double chance(double best, double cost) {
    return Double.isInfinite(cost) ? 0 : Math.pow(best / cost, STEEPNESS);
  }

  private static <T> double cost(Map<T, Double> costs, T offering) {
    return Objects.requireNonNull(costs.get(offering));
  }

  private Optional<Speed> known(String provider, String model) {
    AtomicReference<Speed> found = speeds.getIfPresent(new Id(provider, model));
    if (found == null) {
      return Optional.empty();
    }
    Speed speed = Objects.requireNonNull(found.get());
    return ticker.nanos() - speed.seenNanos() < FORGOTTEN_AFTER.toNanos()
        ? Optional.of(speed)
        : Optional.empty();
  }

  private AtomicReference<Speed> of(String provider, String model) {
    AtomicReference<Speed> reference =
        speeds
            .asMap()
            .computeIfAbsent(
                new Id(provider, model),
                same -> new AtomicReference<>(Speed.unseen(ticker.nanos())));
    long now = ticker.nanos();
    // Forgotten meanwhile: what was true then must not weigh on what is seen now.
    reference.updateAndGet(
        speed -> now - speed.seenNanos() < FORGOTTEN_AFTER.toNanos() ? speed : Speed.unseen(now));
    return reference;
  }

  private static OptionalDouble optional(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
