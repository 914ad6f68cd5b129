package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.Answer;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.FakeUpstream;
import dev.arobase.support.Gateway;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is asked first when several could be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrategyTest {
  private final FakeUpstream upstream = FakeUpstream.start();
  private final World world = start();

  private World start() {
    World.Plan plan = World.plan(upstream);
    for (String name : new String[] {"one", "two", "three"}) {
      plan.custom(name, "m");
    }
    plan.priced("dear", "shared", "9", "9");
    plan.priced("cheap", "shared", "1", "2");
    plan.priced("middling", "shared", "0.5", "5");
    plan.priced("tie-a", "tied", "1", "1");
    plan.priced("tie-b", "tied", "1", "1");
    plan.priced("tie-c", "tied", "1", "1");
    plan.priced("unpriced", "half-known", "", "");
    plan.priced("priced", "half-known", "100", "100");
    return plan.more(
            """
            routes:
              weighted: {strategy: weighted, targets: [{model: "@one/m", weight: 3}, {model: "@two/m", weight: 1}]}
              turns: {strategy: round_robin, targets: ["@one/m", "@two/m", "@three/m"]}
              nested:
                strategy: fallback
                targets:
                  - {strategy: round_robin, targets: ["@one/m", "@two/m"]}
                  - "@three/m"
              tuned: {targets: [{model: "@one/m", params: {temperature: 0.2}}]}
              "any-*": "@two/*"
              alias: tuned
              fastest: {strategy: fastest, targets: ["@one/m", "@two/m"]}
            """)
        .start();
  }

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private void times(int count, String model) {
    ClientRequest request = world.gateway().authorized(Gateway.chat(model, false));
    try (ClientConnection connection = world.gateway().open()) {
      for (int i = 0; i < count; i++) {
        Verdicts.good(connection.exchange(request));
      }
    }
  }

  @Test
  void threeToOne() {
    times(2_000, "weighted");
    assertThat(world.site("one").requests().size()).isCloseTo(1_500, within(100));
    assertThat(world.upstream().requestCount()).isEqualTo(2_000);
  }

  @Test
  void inTurn() {
    times(30, "turns");
    for (String name : new String[] {"one", "two", "three"}) {
      assertThat(world.site(name).requests()).as(name).hasSize(10);
    }
  }

  @Test
  void theCheapestByBlendedPrice() {
    times(20, "shared");
    assertThat(world.site("cheap").requests()).hasSize(20);
  }

  @Test
  void theNextCheapestWhenItFails() {
    world.site("cheap").always(Answer.error(500));
    Verdicts.good(world.chat("shared"), "hello from middling");
  }

  @Test
  void anUnknownPriceComesLast() {
    times(10, "half-known");
    assertThat(world.site("priced").requests()).hasSize(10);
  }

  @Test
  void tiesAreSpreadOverConversationsAndEachStaysWhereItIs() {
    Set<String> everywhere = new HashSet<>();
    for (int user = 0; user < 40; user++) {
      String body = "{\"model\":\"tied\",\"user\":\"u%d\",\"messages\":[]}".formatted(user);
      Set<String> here = new HashSet<>();
      for (int i = 0; i < 4; i++) {
        ClientAnswer answer = world.send(ClientRequest.chat(body));
        Verdicts.good(answer);
        here.add(answer.header("x-arobase-provider"));
      }
      assertThat(here).as("providers of one conversation").hasSize(1);
      everywhere.addAll(here);
    }
    assertThat(everywhere).containsExactlyInAnyOrder("tie-a", "tie-b", "tie-c");
  }

  @Test
  void aNestedRouteIsOneTarget() {
    world.site("one").always(Answer.error(500));
    world.site("two").always(Answer.error(500));
    Verdicts.good(world.chat("nested"), "hello from three");
    assertThat(world.site("one").requests()).hasSize(1);
    assertThat(world.site("two").requests()).hasSize(1);
  }

  @Test
  void paramsOfATargetAreSet() {
    Verdicts.good(world.chat("alias"));
    assertThat(world.site("one").only().json().path("temperature").asText()).isEqualTo("0.2");
  }

  @Test
  void theFastestIsNotOneThatKeepsFailing() {
    world.site("one").always(Answer.error(500));
    times(100, "fastest");
    assertThat(world.site("two").requests()).hasSize(100);
    assertThat(world.site("one").requests()).hasSizeLessThan(40);
    assertThat(measured("two")).isTrue();
  }

  private boolean measured(String provider) {
    JsonNode providers = world.send(ClientRequest.get("/v1/providers")).json().path("data");
    for (JsonNode each : providers) {
      if (each.path("name").asText().equals(provider)) {
        return each.path("speeds").path("m").path("first_token_ms").isNumber();
      }
    }
    return false;
  }

  @Test
  void aStarRepeatsWhatItStoodFor() {
    Verdicts.good(world.chat("any-thing/at-all"));
    assertThat(world.site("two").only().model()).isEqualTo("thing/at-all");
  }

  @Test
  void aRestrictionFiltersTheTargets() {
    for (int i = 0; i < 6; i++) {
      Verdicts.good(
          world.send(
              ClientRequest.chat(
                  "{\"model\":\"turns\",\"portkey_provider\":\"two\",\"messages\":[]}")),
          "hello from two");
    }
  }
}
