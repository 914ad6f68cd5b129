package dev.arobase.config.load;

import static dev.arobase.config.load.Loading.at;
import static dev.arobase.config.load.Loading.config;
import static dev.arobase.config.load.Loading.errors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.RawJson;
import dev.arobase.config.RouteConfig;
import dev.arobase.config.RouteNode;
import dev.arobase.config.Strategy;
import dev.arobase.config.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static RouteConfig route(String yaml, String name) {
    return at(config(yaml).routes(), name);
  }

  @Test
  void anAliasIsAGroupOfOne() {
    RouteConfig route = route("routes: {GPT: '@deepinfra/openai/gpt-oss-20b'}", "gpt");
    assertThat(route.name()).isEqualTo("GPT");
    assertThat(route.root().targets())
        .containsExactly(new RouteNode.Target("@deepinfra/openai/gpt-oss-20b", 1, Map.of()));
  }

  @Test
  void aRouteMayBeOneTargetWithItsOwnParamsAndLimits() {
    RouteConfig route =
        route(
            "routes: {r: {model: '@groq/m', params: {temperature: 0.20}, timeouts: {total: 5s}}}",
            "r");
    assertThat(route.root().targets())
        .containsExactly(
            new RouteNode.Target("@groq/m", 1, Map.of("temperature", new RawJson("0.20"))));
    assertThat(route.timeouts().total().flatMap(TimeLimit::duration))
        .contains(Duration.ofSeconds(5));
    assertThat(errors("routes: {r: {model: m, targets: [m]}, s: {model: s}}"))
        .containsExactly(
            "1:13: routes.r: has targets and model or params; a group has no model of its own",
            "1:39: routes.s: leads back to itself: s → s");
  }

  @Test
  void groupsNestWithStrategiesWeightsAndLimits() {
    RouteConfig route =
        route(
            """
            routes:
              r:
                strategy: weighted
                timeouts: {total: off, idle: 1s}
                retry: {attempts: 0}
                max_attempts: 2
                targets:
                  - {model: a, weight: 0.7}
                  - strategy: cheapest
                    weight: 0.3
                    targets: [b, "@groq/c"]
            """,
            "r");
    assertThat(route.root().strategy()).isEqualTo(Strategy.WEIGHTED);
    assertThat(route.root().targets())
        .containsExactly(
            new RouteNode.Target("a", 0.7, Map.of()),
            new RouteNode.Group(
                Strategy.CHEAPEST,
                0.3,
                List.of(
                    new RouteNode.Target("b", 1, Map.of()),
                    new RouteNode.Target("@groq/c", 1, Map.of()))));
    assertThat(route.timeouts().total()).contains(TimeLimit.OFF);
    assertThat(route.timeouts().connect()).isEmpty();
    assertThat(route.retry().attempts()).hasValue(0);
    assertThat(route.maxAttempts()).hasValue(2);
  }

  @Test
  void parametersBecomeJsonWithTheirNumbersAsTheyAreSpelled() {
    RouteNode.Target target =
        (RouteNode.Target)
            route(
                    """
                    routes:
                      r:
                        targets:
                          - model: a
                            params:
                              temperature: 0.20
                              seed: 12345678901234567890123
                              tiny: 1e-9
                              stop: ["\\n", 'a"b']
                              deep: {on: true, none: null}
                              text: "0.5"
                    """,
                    "r")
                .root()
                .targets()
                .getFirst();
    assertThat(target.params())
        .containsEntry("temperature", new RawJson("0.20"))
        .containsEntry("seed", new RawJson("12345678901234567890123"))
        .containsEntry("tiny", new RawJson("1e-9"))
        .containsEntry("stop", new RawJson("[\"\\n\",\"a\\\"b\"]"))
        .containsEntry("deep", new RawJson("{\"on\":true,\"none\":null}"))
        .containsEntry("text", new RawJson("\"0.5\""));
  }

  @Test
  void parametersThatAreNoJsonOrChangeTheRequestAreMistakes() {
    assertThat(errors("routes: {r: {targets: [{model: a, params: {x: .inf, y: 0x10, model: b}}]}}"))
        .extracting(error -> error.substring(error.indexOf(": ") + 2))
        .containsExactly(
            "routes.r.targets[0].params.x: is no number that JSON can hold",
            "routes.r.targets[0].params.y: is no number that JSON can hold",
            "routes.r.targets[0].params.model: cannot be set by a route; the target's own model"
                + " says it");
  }

  @Test
  void namesThatDifferOnlyInCaseOrCannotBeReachedAreMistakes() {
    assertThat(errors("routes: {Fast: a, fAST: b, '@x': c, 'a*b': d, '': e}"))
        .containsExactly(
            "1:19: routes.fAST: differs from Fast in line 1 only in upper and lower case",
            "1:28: routes[\"@x\"]: a name must not begin with @, which names a provider",
            "1:37: routes[\"a*b\"]: * may only stand at the end of a name",
            "1:47: routes[\"\"]: a name has 1 to 256 characters and no white space around it");
  }

  @Test
  void aTargetThatNamesNoProviderOrNoModelIsAMistake() {
    assertThat(errors("routes: {a: '@gorq/x', b: '@groq', c: '@groq/', d: '@/x', e: '@'}"))
        .containsExactly(
            "1:13: routes.a: unknown provider \"gorq\"; did you mean \"groq\"?",
            "1:27: routes.b: must be @provider/model, a model's id, or a route's name",
            "1:39: routes.c: must be @provider/model, a model's id, or a route's name",
            "1:52: routes.d: must be @provider/model, a model's id, or a route's name",
            "1:62: routes.e: must be @provider/model, a model's id, or a route's name");
  }

  @Test
  void aTargetOfAProviderThatIsOffIsAWarning() {
    assertThat(Loading.warnings("routes: {a: '@Groq/x'}", Map.of()))
        .containsExactly(
            "routes.yaml:1:13: routes.a: the provider groq is off: GROQ_API_KEY not found");
  }

  @Test
  void routesThatLeadBackToThemselvesAreMistakesHoweverTheyDoIt() {
    assertThat(errors("routes: {a: A}"))
        .containsExactly("1:10: routes.a: leads back to itself: a → a");
    assertThat(errors("routes: {a: b, b: {targets: ['@groq/x', {targets: [c]}]}, c: a}"))
        .containsExactly("1:10: routes.a: leads back to itself: a → b → c → a");
    assertThat(errors("routes: {'x-*': 'x-*'}")).singleElement().asString().contains("x-* → x-*");
    assertThat(errors("routes: {'x-*': 'y-*', y-1: x-2}"))
        .singleElement()
        .asString()
        .contains("x-* → y-1 → x-*");
  }

  @Test
  void routesThatLeadToOthersAndEndAreNone() {
    assertThat(
            config(
                    "routes: {a: b, b: '@groq/a', 'claude-*': '@anthropic/claude-*', claude-x:"
                        + " claude-y, d: {targets: [b, b, a]}}")
                .routes()
                .keySet())
        .containsExactly("a", "b", "claude-*", "claude-x", "d");
  }

  @Test
  void aLongChainOfRoutesIsWalkedWithoutTheStack() {
    StringBuilder yaml = new StringBuilder("routes:\n");
    for (int i = 0; i < 20_000; i++) {
      yaml.append("  r").append(i).append(": r").append(i + 1).append('\n');
    }
    assertThat(config(yaml.toString()).routes()).hasSize(20_000);
    assertThat(errors(yaml.append("  r20000: r0\n").toString())).hasSize(1);
  }

  @Test
  void groupsWithoutTargetsOrWeightAreMistakes() {
    assertThat(
            errors(
                """
                routes:
                  a: {strategy: fallback}
                  b: {targets: null}
                  c: {targets: "@groq/x"}
                  d: [a]
                  e:
                  f: {targets: [{weight: 1}, {model: x, targets: [y]}, {model: x, weight: -1}]}
                  g: {strategy: wieghted, targets: [x]}
                """))
        .extracting(error -> error.substring(error.indexOf(": ") + 2))
        .containsExactly(
            "routes.a: needs targets, a list of at least one",
            "routes.b: needs targets, a list of at least one",
            "routes.c.targets: must be a list of targets, not \"@groq/x\"",
            "routes.d: must be a target such as \"@provider/model\", {model, params}, or {strategy,"
                + " targets}",
            "routes.e: must be a target such as \"@provider/model\", {model, params}, or {strategy,"
                + " targets}",
            "routes.f.targets[0]: needs model, or targets for a group",
            "routes.f.targets[1]: has targets and model or params; a group has no model of its own",
            "routes.f.targets[2].weight: must be a number from 0 to 1000000, not \"-1\"",
            "routes.g.strategy: must be one of fallback, weighted, round_robin, cheapest, fastest,"
                + " not \"wieghted\"; did you mean \"weighted\"?");
  }
}
