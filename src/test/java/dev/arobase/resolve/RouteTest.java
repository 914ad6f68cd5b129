package dev.arobase.resolve;

import static dev.arobase.resolve.World.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.RawJson;
import dev.arobase.config.RetryOverrides;
import dev.arobase.config.RouteConfig;
import dev.arobase.config.RouteNode;
import dev.arobase.config.Strategy;
import dev.arobase.config.TimeLimit;
import dev.arobase.config.TimeoutOverrides;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.resolve.Asking.Preferences;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RouteTest {

  private final World world =
      World.usual()
          .offers("deepinfra", "openai/gpt-oss-20b", "openai/gpt-oss-20b", "0.03", "0.14")
          .offers("openrouter", "openai/gpt-oss-20b", "openai/gpt-oss-20b", "0.02", "0.1");

  @Test
  void aRouteWinsOverTheCatalogInAnyCase() {
    world.route("gpt-oss-20b", "@deepinfra/openai/gpt-oss-20b");
    Plan plan = Asking.of(world, "GPT-OSS-20b").plan();
    assertThat(plan.route()).contains("gpt-oss-20b");
    assertThat(plan.targets().stream().map(Target::reference))
        .containsExactly("@deepinfra/openai/gpt-oss-20b");
    assertThat(plan.targets().getFirst().option()).isEqualTo("routes.gpt-oss-20b");
  }

  @Test
  void aPrefixIsNeverARoute() {
    world.route("gpt-4o", "@deepinfra/openai/gpt-oss-20b");
    assertThat(Asking.of(world, "@openai/gpt-4o").targets()).containsExactly("@openai/gpt-4o");
  }

  @Test
  void fallbackKeepsTheOrderAndABareTargetGoesToWhoServesIt() {
    world.route(
        "chain",
        Strategy.FALLBACK,
        target("@together/llama"),
        target("gpt-oss-20b"),
        target("@openai/gpt-4o"));
    Plan plan = Asking.of(world, "chain").plan();
    assertThat(plan.targets().stream().map(Target::reference))
        .containsExactly(
            "@together/llama",
            "@openrouter/openai/gpt-oss-20b",
            "@deepinfra/openai/gpt-oss-20b",
            "@openai/gpt-4o");
    assertThat(plan.targets().stream().map(Target::option))
        .containsExactly(
            "routes.chain.targets[0]",
            "routes.chain.targets[1]",
            "routes.chain.targets[1]",
            "routes.chain.targets[2]");
  }

  @Test
  void targetsOfAProviderThatIsOffArePassedOver() {
    world.route("chain", Strategy.FALLBACK, target("@groq/llama"), target("@openai/gpt-4o"));
    assertThat(Asking.of(world, "chain").targets()).containsExactly("@openai/gpt-4o");
    world.route("dead", "@groq/llama");
    var rejection = Asking.of(world, "dead").refused();
    assertThat(rejection.code()).isEqualTo(ErrorCode.PROVIDER_NOT_CONFIGURED);
    assertThat(rejection.message()).contains("dead", "GROQ_API_KEY not found");
  }

  @Test
  void aRestrictionFiltersTheTargets() {
    world.route("chain", Strategy.FALLBACK, target("@together/llama"), target("gpt-oss-20b"));
    assertThat(Asking.of(world, "chain").portkey("deepinfra").targets())
        .containsExactly("@deepinfra/openai/gpt-oss-20b");
    assertThat(Asking.of(world, "chain").preferring(new Preferences().ignore("together")).targets())
        .containsExactly("@openrouter/openai/gpt-oss-20b", "@deepinfra/openai/gpt-oss-20b");
  }

  @Test
  void aRouteWithNoTargetLeftIsPassedOver() {
    world.route("gpt-oss-20b", "@together/openai/gpt-oss-20b");
    assertThat(Asking.of(world, "gpt-oss-20b").portkey("deepinfra").targets())
        .containsExactly("@deepinfra/openai/gpt-oss-20b");
    assertThat(Asking.of(world, "gpt-oss-20b").portkey("openai").targets())
        .containsExactly("@openai/gpt-oss-20b");
  }

  @Test
  void wildcardsRepeatWhatTheyStandForTheLongestFirst() {
    world
        .route("claude-*", "@anthropic/claude-*")
        .route("Claude-3*", "@openrouter/anthropic/claude-3*")
        .route("claude-3-exact", "@openai/x");
    assertThat(Asking.of(world, "claude-Opus-4.1").targets())
        .containsExactly("@anthropic/claude-Opus-4.1");
    assertThat(Asking.of(world, "CLAUDE-3-Haiku").targets())
        .containsExactly("@openrouter/anthropic/claude-3-Haiku");
    assertThat(Asking.of(world, "claude-3-EXACT").targets()).containsExactly("@openai/x");
    assertThat(Asking.of(world, "claude-").targets()).containsExactly("@anthropic/claude-");
  }

  @Test
  void aWildcardThatLeadsBackToItselfEndsInTheCatalog() {
    world.route("gpt-*", "gpt-*").route("a*", "b*").route("b*", "ab*");
    assertThat(Asking.of(world, "gpt-oss-20b").targets().getFirst())
        .isEqualTo("@openrouter/openai/gpt-oss-20b");
    assertThat(Asking.of(world, "a-x").refused().code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
  }

  @Test
  void routesNestByNameAndInPlace() {
    world
        .route("inner", Strategy.FALLBACK, target("@together/a"), target("@openai/b"))
        .route(
            "outer",
            Strategy.FALLBACK,
            new RouteNode.Group(
                Strategy.FALLBACK, 1, List.of(target("@xai/c"), target("@anthropic/d"))),
            target("inner"));
    Plan plan = Asking.of(world, "outer").plan();
    assertThat(plan.targets().stream().map(Target::reference))
        .containsExactly("@xai/c", "@anthropic/d", "@together/a", "@openai/b");
    assertThat(plan.targets().getFirst().option()).isEqualTo("routes.outer.targets[0].targets[0]");
    assertThat(plan.targets().getLast().option())
        .isEqualTo("routes.outer.targets[1] > routes.inner.targets[1]");
  }

  @Test
  void whatTheOuterRouteSaysWins() {
    TimeoutOverrides five =
        new TimeoutOverrides(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(TimeLimit.of(Duration.ofSeconds(5))),
            Optional.empty());
    world
        .route(
            new RouteConfig(
                "inner",
                new RouteNode.Group(
                    Strategy.FALLBACK,
                    1,
                    List.of(
                        target(
                            "@openai/b",
                            Map.of("seed", new RawJson("1"), "top_p", new RawJson("0.5"))))),
                five,
                RetryOverrides.NONE,
                OptionalInt.of(9)))
        .route("outer", Strategy.FALLBACK, target("inner", Map.of("top_p", new RawJson("0.9"))));
    Plan plan = Asking.of(world, "outer").plan();
    Target only = plan.targets().getFirst();
    assertThat(only.params())
        .containsOnly(Map.entry("seed", new RawJson("1")), Map.entry("top_p", new RawJson("0.9")));
    assertThat(only.timeouts()).isEqualTo(five);
    assertThat(plan.maxAttempts()).isEqualTo(9);
    assertThat(Asking.of(world, "gpt-oss-20b").plan().maxAttempts()).isEqualTo(4);
  }

  @Test
  void theSameTargetTwiceIsTriedOnceButNotWithOtherParameters() {
    world.route(
        "twice",
        Strategy.FALLBACK,
        target("@openai/a"),
        target("@openai/a"),
        target("@openai/a", Map.of("seed", new RawJson("1"))));
    assertThat(Asking.of(world, "twice").targets()).containsExactly("@openai/a", "@openai/a");
  }

  @Test
  void aRouteIsNamedAmongTheCloseOnes() {
    world.route("powerful", "@openai/gpt-4o");
    assertThat(Asking.of(world, "powerfull").suggestions()).contains("powerful");
  }

  @Test
  void theDefaultProviderGetsTheTargetNotTheRoutesName() {
    world.defaultProvider("xai").route("mine", "unheard-of");
    assertThat(Asking.of(world, "mine").targets()).containsExactly("@xai/unheard-of");
  }
}
