package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.resolve.SpeedView.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SpeedStatsTest {
  private final ManualTicker ticker = new ManualTicker();
  private final SpeedStats stats = new SpeedStats(ticker);
  private final Random random = new Random(42);

  private String first(List<String> providers, Goal goal) {
    return stats
        .order(providers, Function.identity(), provider -> "model", goal, random)
        .getFirst();
  }

  /** Sends requests where each provider answers after its time; how many each got. */
  private Map<String, Integer> send(int requests, Map<String, Long> millis) {
    List<String> providers = millis.keySet().stream().sorted().toList();
    Map<String, Integer> got = new HashMap<>();
    for (int i = 0; i < requests; i++) {
      String provider = first(providers, Goal.ANSWER);
      got.merge(provider, 1, Integer::sum);
      long noise = random.nextLong(-5, 6);
      ticker.pass(Duration.ofMillis(200));
      stats.answered(
          provider,
          "model",
          Duration.ofMillis(millis.getOrDefault(provider, 0L) + noise),
          OptionalDouble.empty());
    }
    return got;
  }

  @Test
  void equalsGetEqualShares() {
    Map<String, Integer> got = send(2000, Map.of("a", 100L, "b", 100L));
    assertThat(got.get("a")).isBetween(900, 1100);
    Map<String, Integer> four = send(4000, Map.of("c", 100L, "d", 100L, "e", 100L, "f", 100L));
    assertThat(four.values()).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
  }

  @Test
  void itMovesAwayFromOneThatBecomesSlowAndComesBackWhenItRecovers() {
    send(100, Map.of("a", 50L, "b", 50L));
    send(20, Map.of("a", 550L, "b", 50L));
    assertThat(send(100, Map.of("a", 550L, "b", 50L)).getOrDefault("a", 0))
        .as("no more than exploration and a little")
        .isLessThan(20);
    send(200, Map.of("a", 50L, "b", 50L));
    assertThat(send(200, Map.of("a", 50L, "b", 50L)).get("a")).isBetween(80, 120);
  }

  @Test
  void unknownOnesAreExploredByABoundedShare() {
    stats.answered("known", "model", Duration.ofMillis(100), OptionalDouble.empty());
    Map<String, Integer> got = new HashMap<>();
    for (int i = 0; i < 2000; i++) {
      got.merge(first(List.of("new1", "known", "new2"), Goal.ANSWER), 1, Integer::sum);
    }
    assertThat(got.get("known")).isBetween(1750, 1850);
    assertThat(got.get("new1")).isBetween(70, 130);
  }

  @Test
  void withNothingKnownTheLoadIsSpread() {
    Map<String, Integer> got = new HashMap<>();
    for (int i = 0; i < 2000; i++) {
      got.merge(first(List.of("a", "b"), Goal.ANSWER), 1, Integer::sum);
    }
    assertThat(got.get("a")).isBetween(900, 1100);
  }

  @Test
  void failuresCostAndAreForgiven() {
    send(50, Map.of("a", 50L, "b", 50L));
    for (int i = 0; i < 3; i++) {
      stats.failed("a", "model");
    }
    Map<String, Integer> got = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      got.merge(first(List.of("a", "b"), Goal.ANSWER), 1, Integer::sum);
    }
    assertThat(got.getOrDefault("a", 0)).isLessThan(30);
    send(400, Map.of("a", 50L, "b", 50L));
    assertThat(send(200, Map.of("a", 50L, "b", 50L)).get("a")).isBetween(80, 120);
  }

  @Test
  void whatFastMeansIsTheCallersChoice() {
    stats.answered("quick", "model", Duration.ofMillis(50), OptionalDouble.of(10));
    stats.answered("wide", "model", Duration.ofMillis(500), OptionalDouble.of(500));
    Map<String, Integer> latency = new HashMap<>();
    Map<String, Integer> throughput = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      latency.merge(first(List.of("quick", "wide"), Goal.LATENCY), 1, Integer::sum);
      throughput.merge(first(List.of("quick", "wide"), Goal.THROUGHPUT), 1, Integer::sum);
    }
    assertThat(latency.get("quick")).isGreaterThan(450);
    assertThat(throughput.get("wide")).isGreaterThan(450);
  }

  @Test
  void whatWasSeenLongAgoIsUnknownAgain() {
    stats.answered("a", "model", Duration.ofMillis(100), OptionalDouble.of(50));
    assertThat(stats.seen("a", "model").orElseThrow().firstTokenMillis()).hasValue(100);
    ticker.pass(Duration.ofMinutes(10));
    assertThat(stats.seen("a", "model")).isEmpty();
    stats.answered("a", "model", Duration.ofMillis(900), OptionalDouble.empty());
    assertThat(stats.seen("a", "model").orElseThrow().firstTokenMillis()).hasValue(900);
    assertThat(stats.seen("a", "model").orElseThrow().tokensPerSecond()).isEmpty();
  }

  @Property
  void everyOfferingStaysInTheOrderExactlyOnce(
      @ForAll long seed, @ForAll List<Integer> observations) {
    SpeedStats fresh = new SpeedStats(ticker);
    List<String> providers = List.of("a", "b", "c", "d");
    for (int observation : observations) {
      String provider = providers.get(Math.floorMod(observation, 4));
      if (observation % 3 == 0) {
        fresh.failed(provider, "model");
      } else {
        fresh.answered(
            provider,
            "model",
            Duration.ofMillis(Math.floorMod(observation, 10_000)),
            OptionalDouble.of(observation));
      }
    }
    List<String> ordered =
        fresh.order(providers, Function.identity(), x -> "model", Goal.ANSWER, new Random(seed));
    assertThat(ordered).containsExactlyInAnyOrderElementsOf(providers);
  }

  @Test
  void loopsTogetherLoseNoObservation() throws Exception {
    List<Integer> done =
        Together.run(
            4,
            thread -> {
              for (int i = 0; i < 1000; i++) {
                stats.answered("a", "model", Duration.ofMillis(100), OptionalDouble.of(50));
                first(new ArrayList<>(List.of("a", "b")), Goal.ANSWER);
              }
              return thread;
            });
    assertThat(done).hasSize(4);
    assertThat(stats.seen("a", "model").orElseThrow().firstTokenMillis()).hasValue(100);
  }
}
