package dev.arobase.resolve;

import static dev.arobase.resolve.World.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.arobase.config.RouteNode;
import dev.arobase.config.Strategy;
import dev.arobase.wire.Feature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrategyTest {

  private static Resolver resolver(Set<String> open) {
    return new Resolver(
        new HealthView() {
          @Override
          public boolean open(Target target) {
            return open.contains(target.provider().name());
          }

          @Override
          public boolean leftOut(Target target) {
            return false;
          }
        },
        SpeedView.UNKNOWN,
        new FixedChance(3));
  }

  private static Map<String, Integer> firsts(World world, Resolver resolver, int requests) {
    Snapshot snapshot = world.snapshot();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < requests; i++) {
      counts.merge(
          new Asking(snapshot).model("r").with(resolver).targets().getFirst(), 1, Integer::sum);
    }
    return counts;
  }

  private static World weighted(double first, double second, double third) {
    return World.usual()
        .route(
            "r",
            Strategy.WEIGHTED,
            target("@openai/a", first),
            target("@together/b", second),
            target("@xai/c", third));
  }

  @Test
  void weightsOfThreeToOneGiveThreeToOne() {
    Map<String, Integer> counts = firsts(weighted(3, 1, 0), resolver(Set.of()), 2000);
    assertThat(counts.get("@openai/a")).isCloseTo(1500, within(75));
    assertThat(counts.get("@together/b")).isCloseTo(500, within(25));
    assertThat(counts).doesNotContainKey("@xai/c");
  }

  @Test
  void weightsAreSmoothNotInBursts() {
    Snapshot snapshot = weighted(1, 1, 1).snapshot();
    Resolver resolver = resolver(Set.of());
    List<String> firsts = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      firsts.add(new Asking(snapshot).model("r").with(resolver).targets().getFirst());
    }
    for (int start = 0; start + 12 <= firsts.size(); start += 12) {
      List<String> stretch = firsts.subList(start, start + 12);
      for (String one : Set.of("@openai/a", "@together/b", "@xai/c")) {
        assertThat(stretch.stream().filter(one::equals).count()).isBetween(2L, 6L);
      }
    }
  }

  @Test
  void aSickBranchGivesItsShareToTheOthers() {
    Map<String, Integer> counts = firsts(weighted(3, 1, 1), resolver(Set.of("openai")), 1000);
    assertThat(counts).doesNotContainKey("@openai/a");
    assertThat(counts.get("@together/b")).isCloseTo(500, within(25));
    assertThat(new Asking(weighted(3, 1, 1)).model("r").with(resolver(Set.of("openai"))).targets())
        .hasSize(3)
        .last()
        .isEqualTo("@openai/a");
  }

  @Test
  void whenTheHeaviestFailsTheLoadSpreadsOverTheRest() {
    Snapshot snapshot = weighted(8, 1, 1).snapshot();
    Resolver resolver = resolver(Set.of());
    int second = 0;
    for (int i = 0; i < 1000; i++) {
      List<String> targets = new Asking(snapshot).model("r").with(resolver).targets();
      assertThat(targets).hasSize(3);
      if (targets.getFirst().equals("@openai/a") && targets.get(1).equals("@together/b")) {
        second++;
      }
    }
    assertThat(second).isBetween(300, 500);
  }

  @Test
  void roundRobinTakesTurnsAndLeavesOutTheSick() {
    World world =
        World.usual()
            .route(
                "r",
                Strategy.ROUND_ROBIN,
                target("@openai/a"),
                target("@together/b"),
                target("@xai/c"));
    Resolver resolver = resolver(Set.of("together"));
    Snapshot snapshot = world.snapshot();
    List<List<String>> orders = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      orders.add(new Asking(snapshot).model("r").with(resolver).targets());
    }
    assertThat(orders)
        .containsExactly(
            List.of("@openai/a", "@xai/c", "@together/b"),
            List.of("@xai/c", "@openai/a", "@together/b"),
            List.of("@openai/a", "@xai/c", "@together/b"));
  }

  @Test
  void cheapestComparesAllTargetsOfARoute() {
    World world =
        World.usual()
            .offers("openai", "a", "a", "5", "5")
            .offers("together", "b", "b", "1", "1")
            .offers("xai", "b", "b", "9", "9")
            .route(
                "r",
                Strategy.CHEAPEST,
                target("@anthropic/unlisted"),
                target("@openai/a"),
                target("b"));
    assertThat(Asking.of(world, "r").targets())
        .containsExactly("@together/b", "@openai/a", "@xai/b", "@anthropic/unlisted");
  }

  @Test
  void fastestComesFirstAndTheUnknownLast() {
    World world =
        World.usual()
            .route(
                "r",
                Strategy.FASTEST,
                target("@anthropic/d"),
                target("@openai/a"),
                target("@xai/c"));
    Resolver resolver =
        new Resolver(
            HealthView.HEALTHY, new Speeds(Map.of("openai", 700, "xai", 200)), new FixedChance(5));
    assertThat(Asking.of(world, "r").with(resolver).targets())
        .containsExactly("@xai/c", "@openai/a", "@anthropic/d");
  }

  @Test
  void aFastOneThatLacksAWantedFeatureIsNotFirst() {
    World world =
        World.usual()
            .offers(World.offer("xai", "m", "m").supports("seed"))
            .offers(World.offer("openai", "m", "m").supports("tools"));
    Resolver resolver =
        new Resolver(
            HealthView.HEALTHY, new Speeds(Map.of("openai", 700, "xai", 200)), new FixedChance(5));
    assertThat(Asking.of(world, "m:nitro").with(resolver).wanting(Feature.TOOLS).targets())
        .containsExactly("@openai/m", "@xai/m");
    assertThat(Asking.of(world, "m:nitro").with(resolver).targets())
        .containsExactly("@xai/m", "@openai/m");
  }

  @Test
  void whereNothingIsKnownOfSpeedTheLoadIsSpread() {
    Snapshot snapshot =
        World.usual()
            .route("r", Strategy.FASTEST, target("@openai/a"), target("@xai/c"))
            .snapshot();
    FixedChance chance = new FixedChance(0);
    Resolver resolver = new Resolver(HealthView.HEALTHY, SpeedView.UNKNOWN, chance);
    int first = 0;
    for (int i = 0; i < 1000; i++) {
      chance.random(Rendezvous.mix(i));
      List<String> targets = new Asking(snapshot).model("r").with(resolver).targets();
      first += targets.getFirst().equals("@xai/c") ? 1 : 0;
    }
    assertThat(first).isBetween(430, 570);
  }

  @Test
  void groupsInGroupsKeepTheirOwnStrategy() {
    World world =
        World.usual()
            .route(
                "r",
                Strategy.FALLBACK,
                new RouteNode.Group(
                    Strategy.ROUND_ROBIN, 1, List.of(target("@openai/a"), target("@together/b"))),
                target("@xai/c"));
    Resolver resolver = resolver(Set.of());
    Snapshot snapshot = world.snapshot();
    assertThat(new Asking(snapshot).model("r").with(resolver).targets())
        .containsExactly("@openai/a", "@together/b", "@xai/c");
    assertThat(new Asking(snapshot).model("r").with(resolver).targets())
        .containsExactly("@together/b", "@openai/a", "@xai/c");
  }

  @Test
  void turnsAreSharedAndPeekingTakesNone() {
    Turns turns = new Turns(() -> 42);
    assertThat(turns.peek().turn("a")).isZero();
    assertThat(turns.turn("a")).isZero();
    assertThat(turns.turn("a")).isEqualTo(1);
    assertThat(turns.turn("b")).isZero();
    assertThat(turns.peek().turn("a")).isEqualTo(2);
    assertThat(turns.peek().peek().turn("a")).isEqualTo(2);
    assertThat(turns.random()).isEqualTo(42);
    assertThat(turns.peek().random()).isEqualTo(42);
  }
}
