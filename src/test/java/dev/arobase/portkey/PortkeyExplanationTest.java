package dev.arobase.portkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.access.BroughtKey;
import dev.arobase.access.KeyPlace;
import dev.arobase.access.ProviderKeyChoice;
import dev.arobase.config.Strategy;
import dev.arobase.exchange.Endpoint;
import dev.arobase.resolve.Explanation;
import dev.arobase.resolve.FixedChance;
import dev.arobase.resolve.HealthView;
import dev.arobase.resolve.ProviderChoice;
import dev.arobase.resolve.Resolution;
import dev.arobase.resolve.ResolveRequest;
import dev.arobase.resolve.Resolver;
import dev.arobase.resolve.RestrictionSources;
import dev.arobase.resolve.Snapshot;
import dev.arobase.resolve.SpeedView;
import dev.arobase.resolve.World;
import io.vertx.core.MultiMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is said about a request with a configuration is what such a request does. */
class PortkeyExplanationTest {
  private final Snapshot snapshot =
      World.usual()
          .offers("deepinfra", "Acme/M", "acme/m", "1", "1")
          .offers("together", "acme-m", "acme/m", "2", "2")
          .route("turns", Strategy.ROUND_ROBIN, World.target("@openai/a"), World.target("@xai/b"))
          .route(
              "shares",
              Strategy.WEIGHTED,
              World.target("@openai/a", 2),
              World.target("@together/b", 1))
          .snapshot();

  private final Circuits circuits = new Circuits(() -> 0);

  private PortkeyRouting routing(FixedChance chance) {
    return new PortkeyRouting(
        new Resolver(HealthView.HEALTHY, SpeedView.UNKNOWN, chance), chance, circuits);
  }

  private PortkeyRequest request(String config, String model) {
    byte[] body = "{\"model\":\"m\",\"user\":\"u\"}".getBytes(StandardCharsets.UTF_8);
    return new PortkeyRequest(
        PortkeyHeaders.of(
                MultiMap.caseInsensitiveMultiMap()
                    .add("x-portkey-config", config)
                    .add("x-portkey-metadata", "{\"tier\":\"gold\"}"))
            .orElseThrow(),
        new ResolveRequest(
            Endpoint.CHAT_COMPLETIONS,
            Optional.of(model),
            List.of(),
            new RestrictionSources(
                Optional.empty(), Optional.empty(), Optional.empty(), ProviderChoice.NONE),
            Set.of(),
            10,
            Optional.empty()),
        snapshot,
        new ProviderKeyChoice.Brought(new BroughtKey("sk-brought", KeyPlace.AUTHORIZATION)),
        Optional.empty(),
        "/v1/chat/completions",
        ByteBuffer.wrap(body));
  }

  @Provide
  Arbitrary<String> configs() {
    Arbitrary<String> leaf =
        Combinators.combine(
                Arbitraries.of(
                    "\"provider\":\"openai\"",
                    "\"provider\":\"@together\"",
                    "\"provider\":\"groq\"",
                    "\"provider\":\"nobody\"",
                    "\"override_params\":{\"model\":\"turns\"}",
                    "\"override_params\":{\"model\":\"shares\"}",
                    "\"override_params\":{\"model\":\"@xai/z\",\"top_p\":1}",
                    "\"custom_host\":\"https://host.test\"",
                    "\"override_params\":{\"model\":\"acme/m\"}",
                    "\"retry\":{\"attempts\":2}"),
                Arbitraries.integers().between(0, 3))
            .as((what, weight) -> "{\"name\":\"t\"," + what + ",\"weight\":" + weight + "}");
    Arbitrary<String> strategy =
        Arbitraries.of(
            "{\"mode\":\"single\"}",
            "{\"mode\":\"fallback\"}",
            "{\"mode\":\"fallback\",\"on_status_codes\":[429,500],"
                + "\"cb_config\":{\"failure_threshold\":1}}",
            "{\"mode\":\"loadbalance\"}",
            "{\"mode\":\"loadbalance\",\"cb_config\":{\"failure_threshold\":1}}",
            "{\"mode\":\"conditional\",\"conditions\":[{\"query\":{\"metadata.tier\":\"gold\"},"
                + "\"then\":\"t\"}]}");
    Arbitrary<String> below = leaf;
    for (int depth = 0; depth < 2; depth++) {
      below =
          Arbitraries.oneOf(
              leaf,
              Combinators.combine(strategy, below.list().ofMinSize(1).ofMaxSize(4))
                  .as(
                      (how, targets) ->
                          "{\"name\":\"t\",\"strategy\":"
                              + how
                              + ",\"targets\":["
                              + String.join(",", targets)
                              + "]}"));
    }
    return below;
  }

  @Property(tries = 1500)
  void whatExplainSaysIsWhatARequestDoes(
      @ForAll("configs") String config,
      @ForAll("models") String model,
      @ForAll long random,
      @ForAll Set<Integer> failing) {
    PortkeyRouting routing = routing(new FixedChance(random));
    PortkeyRequest request = request(config, model);
    for (int i = 0; i < 3; i++) {
      Explanation explanation = routing.explain(request);
      Resolution resolution = routing.plan(request);
      switch (resolution) {
        case Resolution.Refused refused -> {
          assertThat(explanation.rejection()).contains(refused.rejection());
          assertThat(explanation.choices()).isEmpty();
        }
        case Resolution.Planned planned -> {
          assertThat(explanation.rejection()).isEmpty();
          assertThat(explanation.choices())
              .extracting(
                  choice -> choice.option() + " @" + choice.provider() + "/" + choice.model())
              .isEqualTo(
                  planned.plan().targets().stream()
                      .map(target -> target.option() + " " + target.reference())
                      .toList());
          // Opens some circuits for the next round.
          for (int j = 0; j < planned.plan().targets().size(); j++) {
            if (failing.contains(j)) {
              planned.plan().targets().get(j).terms().orElseThrow().circuit().failed(500);
            }
          }
        }
      }
      assertThat(explanation.json()).startsWith((byte) '{').endsWith((byte) '}');
      assertThat(explanation.text()).doesNotContain("sk-brought");
    }
  }

  @Provide
  Arbitrary<String> models() {
    return Arbitraries.of("acme/m", "@openai/gpt", "turns", "shares", "unknown-model");
  }

  @Test
  void itTellsWhyEachTargetIsWhereItIs() {
    PortkeyRouting routing = routing(new FixedChance(1));
    PortkeyRequest request =
        request(
            "{\"strategy\":{\"mode\":\"fallback\",\"on_status_codes\":[500],"
                + "\"cb_config\":{\"failure_threshold\":1}},"
                + "\"targets\":[{\"provider\":\"openai\"},{\"provider\":\"groq\"},{\"provider\":\"xai\"}]}",
            "m");
    ((Resolution.Planned) routing.plan(request))
        .plan()
        .targets()
        .getFirst()
        .terms()
        .orElseThrow()
        .circuit()
        .failed(500);
    Explanation explanation = routing.explain(request);
    assertThat(explanation.choices())
        .extracting(Explanation.Choice::option)
        .containsExactly("config.targets[2]");
    assertThat(explanation.text())
        .contains("config tries its targets one after the other, moving on after [500].")
        .contains("config.targets[0] is passed over: its circuit is open.")
        .contains("config.targets[1] cannot be used")
        .contains("GROQ_API_KEY not found");
  }

  @Test
  void aProviderHeaderAloneIsExplainedAsTheGatewayGoesAboutIt() {
    PortkeyRequest base = request("{}", "turns");
    PortkeyRequest request =
        new PortkeyRequest(
            PortkeyHeaders.of(MultiMap.caseInsensitiveMultiMap().add("x-portkey-provider", "@grok"))
                .orElseThrow(),
            base.wish(),
            base.snapshot(),
            base.brought(),
            base.client(),
            base.path(),
            base.body());
    Explanation explanation = routing(new FixedChance(1)).explain(request);
    assertThat(explanation.route()).contains("turns");
    assertThat(explanation.choices())
        .extracting(choice -> choice.option() + " @" + choice.provider() + "/" + choice.model())
        .containsExactly("routes.turns.targets[1] @xai/b");
  }
}
