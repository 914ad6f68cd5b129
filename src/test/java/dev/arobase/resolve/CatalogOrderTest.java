package dev.arobase.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.catalog.ModelType;
import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.wire.Feature;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogOrderTest {

  private final World world =
      World.usual()
          .offers("deepinfra", "Qwen/Qwen3-Max", "qwen/qwen3-max", "0.04", "0.13")
          .offers("openrouter", "qwen/qwen3-max", "qwen/qwen3-max", "1.2", "6");

  private static Resolver sick(Predicate<Target> open, Predicate<Target> leftOut) {
    return new Resolver(
        new HealthView() {
          @Override
          public boolean open(Target target) {
            return open.test(target);
          }

          @Override
          public boolean leftOut(Target target) {
            return leftOut.test(target);
          }
        },
        SpeedView.UNKNOWN,
        new FixedChance(1));
  }

  private static Predicate<Target> at(String... providers) {
    return target -> List.of(providers).contains(target.provider().name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"qwen/qwen3-max", "Qwen/Qwen3-Max", "QWEN/QWEN3-MAX", "qwen3-max"})
  void theCheapestOfferingComesFirstInItsOwnSpelling(String model) {
    assertThat(Asking.of(world, model).targets())
        .containsExactly("@deepinfra/Qwen/Qwen3-Max", "@openrouter/qwen/qwen3-max");
  }

  @Test
  void aModelByOpenAiIsNoRequestToOpenAi() {
    World oss = World.usual().offers("deepinfra", "openai/gpt-oss-20b", "openai/gpt-oss-20b");
    assertThat(Asking.of(oss, "openai/gpt-oss-20b").targets())
        .containsExactly("@deepinfra/openai/gpt-oss-20b");
    assertThat(Asking.of(oss, "gpt-oss-20b").targets())
        .containsExactly("@deepinfra/openai/gpt-oss-20b");
    assertThat(Asking.of(oss, "openai/gpt-4o-mini").refused().code())
        .isEqualTo(ErrorCode.MODEL_NOT_FOUND);
  }

  @Test
  void canonicalThenUpstreamThenHuggingFaceThenShortName() {
    World levels =
        World.usual()
            .offers("deepinfra", "alpha", "x/alpha")
            .offers("together", "y/alpha-2", "alpha")
            .offers(
                World.offer("openai", "gamma-hosted", "x/gamma")
                    .huggingFace("Org/Gamma-7B-Instruct"));
    assertThat(Asking.of(levels, "ALPHA").targets()).containsExactly("@together/y/alpha-2");
    assertThat(Asking.of(levels, "gamma-hosted").targets()).containsExactly("@openai/gamma-hosted");
    assertThat(Asking.of(levels, "org/gamma-7b-instruct").targets())
        .containsExactly("@openai/gamma-hosted");
    assertThat(Asking.of(levels, "Gamma-7B-Instruct").targets())
        .containsExactly("@openai/gamma-hosted");
    assertThat(Asking.of(levels, "alpha").portkey("deepinfra").targets())
        .containsExactly("@deepinfra/alpha");
  }

  @Test
  void anAmbiguousShortNameIsRefusedWithItsCandidates() {
    World two =
        World.usual()
            .offers("deepinfra", "a/model", "a/model")
            .offers("together", "b/model", "b/model");
    Asking asking = Asking.of(two, "Model");
    assertThat(asking.refused().code()).isEqualTo(ErrorCode.MODEL_AMBIGUOUS);
    assertThat(asking.refused().message()).contains("a/model", "b/model");
    assertThat(asking.suggestions()).containsExactly("a/model", "b/model");
    assertThat(Asking.of(two, "model").provider("together").targets())
        .containsExactly("@together/b/model");
  }

  @Test
  void aMissNamesUpToThreeCloseIds() {
    Asking asking = Asking.of(world, "qwen/qwen3-mox");
    assertThat(asking.refused().message()).contains("qwen/qwen3-max");
    assertThat(asking.suggestions()).containsExactly("qwen/qwen3-max");
  }

  @Test
  void unknownDynamicAndQuarantinedPricesComeAfterKnownOnes() {
    World prices =
        World.usual()
            .offers("anthropic", "m", "m")
            .offers(World.offer("openai", "m", "m").price("0", "0").quarantined())
            .offers("openrouter", "m", "m", "-1", "-1")
            .offers("together", "m", "m", "9", "9")
            .offers("deepinfra", "m", "m", "10", "10");
    List<String> targets = Asking.of(prices, "m").targets();
    assertThat(targets.subList(0, 2)).containsExactly("@together/m", "@deepinfra/m");
    assertThat(targets.subList(2, 5))
        .containsExactlyInAnyOrder("@anthropic/m", "@openai/m", "@openrouter/m");
  }

  @Test
  void zeroIsAPrice() {
    World free =
        World.usual()
            .offers("together", "m", "m", "0.1", "0.1")
            .offers("deepinfra", "m", "m", "0", "0");
    assertThat(Asking.of(free, "m").targets().getFirst()).isEqualTo("@deepinfra/m");
  }

  @Test
  void theBlendedPriceDecidesNotThePromptPrice() {
    World blend =
        World.usual()
            .offers("together", "m", "m", "1", "10")
            .offers("deepinfra", "m", "m", "2", "3");
    assertThat(Asking.of(blend, "m").targets().getFirst()).isEqualTo("@deepinfra/m");
    assertThat(Asking.of(blend, "m").at(Endpoint.EMBEDDINGS).refused().code())
        .isEqualTo(ErrorCode.ENDPOINT_NOT_SUPPORTED);
  }

  @Test
  void floatNoiseIsATieAndTiesAreSpread() {
    World tie =
        World.usual()
            .offers("deepinfra", "m", "m", "0.030000000000000002", "0.14")
            .offers("openrouter", "m", "m", "0.03", "0.14");
    FixedChance chance = new FixedChance(0);
    Resolver resolver = new Resolver(HealthView.HEALTHY, SpeedView.UNKNOWN, chance);
    int first = 0;
    for (int i = 0; i < 1000; i++) {
      chance.random(Rendezvous.mix(i));
      if (Asking.of(tie, "m").with(resolver).targets().getFirst().equals("@deepinfra/m")) {
        first++;
      }
    }
    assertThat(first).isBetween(430, 570);
  }

  @Test
  void oneConversationStaysWithOneProvider() {
    World tie =
        World.usual()
            .offers("deepinfra", "m", "m", "1", "1")
            .offers("openrouter", "m", "m", "1", "1")
            .offers("together", "m", "m", "1", "1");
    FixedChance chance = new FixedChance(0);
    Resolver resolver = new Resolver(HealthView.HEALTHY, SpeedView.UNKNOWN, chance);
    Set<String> firsts = new HashSet<>();
    for (int conversation = 0; conversation < 50; conversation++) {
      Set<List<String>> orders = new HashSet<>();
      for (int i = 0; i < 5; i++) {
        chance.random(Rendezvous.mix(conversation * 31L + i));
        orders.add(
            Asking.of(tie, "m").with(resolver).conversation("user-" + conversation).targets());
      }
      assertThat(orders).hasSize(1);
      firsts.add(orders.iterator().next().getFirst());
    }
    assertThat(firsts).hasSize(3);
  }

  @Test
  void offeringsThatLackAWantedFeatureComeLast() {
    World tools =
        World.usual()
            .offers(World.offer("together", "m", "m").price("1", "1").supports("seed").sees("text"))
            .offers(World.offer("deepinfra", "m", "m").price("2", "2").supports("tools"))
            .offers(World.offer("openai", "m", "m").price("3", "3"));
    assertThat(Asking.of(tools, "m").wanting(Feature.TOOLS).targets())
        .containsExactly("@deepinfra/m", "@openai/m", "@together/m");
    assertThat(Asking.of(tools, "m").wanting(Feature.VISION).targets().getLast())
        .isEqualTo("@together/m");
    assertThat(Asking.of(tools, "m").targets().getFirst()).isEqualTo("@together/m");
  }

  @Test
  void aContextThatIsTooShortIsOutUnlessAllAre() {
    World contexts =
        World.usual()
            .offers(World.offer("deepinfra", "m", "m").price("1", "1").context(40_960))
            .offers(World.offer("openrouter", "m", "m").price("2", "2").context(131_072))
            .offers("together", "m", "m", "3", "3");
    assertThat(Asking.of(contexts, "m").tokens(54_000).targets())
        .containsExactly("@openrouter/m", "@together/m");
    assertThat(Asking.of(contexts, "m").tokens(500_000).targets()).containsExactly("@together/m");
    assertThat(Asking.of(contexts, "@deepinfra/m").tokens(54_000).targets())
        .containsExactly("@deepinfra/m");
  }

  @Test
  void openBreakersComeLastAndModelsThatAreGoneAreLeftOut() {
    assertThat(Asking.of(world, "qwen3-max").with(sick(at("deepinfra"), at())).targets())
        .containsExactly("@openrouter/qwen/qwen3-max", "@deepinfra/Qwen/Qwen3-Max");
    assertThat(Asking.of(world, "qwen3-max").with(sick(at(), at("deepinfra"))).targets())
        .containsExactly("@openrouter/qwen/qwen3-max");
    assertThat(
            Asking.of(world, "qwen3-max")
                .with(sick(at("deepinfra", "openrouter"), at("deepinfra", "openrouter")))
                .targets())
        .hasSize(2);
  }

  @Test
  void aModelThatIsForSomethingElseDoesNotServeTheEndpoint() {
    World embedding =
        World.usual()
            .offers(
                World.offer("deepinfra", "BAAI/bge-m3", "baai/bge-m3").type(ModelType.EMBEDDING));
    var rejection = Asking.of(embedding, "bge-m3").refused();
    assertThat(rejection.code()).isEqualTo(ErrorCode.ENDPOINT_NOT_SUPPORTED);
    assertThat(rejection.message()).contains("/v1/chat/completions", "deepinfra");
    assertThat(Asking.of(embedding, "bge-m3").at(Endpoint.EMBEDDINGS).targets())
        .containsExactly("@deepinfra/BAAI/bge-m3");
    World unknown =
        World.usual()
            .offers(World.offer("deepinfra", "BAAI/bge-m3", "baai/bge-m3").type(ModelType.UNKNOWN));
    assertThat(Asking.of(unknown, "bge-m3").targets()).hasSize(1);
  }

  @Test
  void anOfferingWhoseListDoesNotSayWhatItIsIsWhatItsModelIs() {
    World world =
        World.usual()
            .offers(World.offer("openrouter", "acme/chatty", "acme/chatty").type(ModelType.CHAT))
            .offers(World.offer("together", "Acme/Chatty", "acme/chatty").type(ModelType.UNKNOWN));
    for (String model : new String[] {"acme/chatty", "@together/Acme/Chatty"}) {
      assertThat(Asking.of(world, model).at(Endpoint.EMBEDDINGS).refused().code())
          .isEqualTo(ErrorCode.ENDPOINT_NOT_SUPPORTED);
    }
    assertThat(Asking.of(world, "@together/Acme/Chatty").targets()).hasSize(1);
  }

  @Test
  void messagesGoesFirstToWhoSpeaksIt() {
    World claude =
        World.usual()
            .offers("deepinfra", "anthropic/claude-x", "anthropic/claude-x", "1", "1")
            .offers("anthropic", "claude-x", "anthropic/claude-x", "3", "15");
    assertThat(Asking.of(claude, "claude-x").at(Endpoint.MESSAGES).targets())
        .containsExactly("@anthropic/claude-x", "@deepinfra/anthropic/claude-x");
  }

  @Test
  void providerSlashModelWorksForAnEnabledProviderThatListsIt() {
    World slashed =
        World.usual().offers("together", "Llama-3.1-8B", "meta/llama-3.1-8b-x").on("nebius");
    assertThat(Asking.of(slashed, "together/llama-3.1-8b").targets())
        .containsExactly("@together/Llama-3.1-8B");
    assertThat(Asking.of(slashed, "together-ai/llama-3.1-8b").targets())
        .containsExactly("@together/Llama-3.1-8B");
    assertThat(Asking.of(slashed, "nebius/llama-3.1-8b").refused().code())
        .isEqualTo(ErrorCode.MODEL_NOT_FOUND);
    assertThat(Asking.of(slashed, "groq/llama-3.1-8b").refused().message())
        .contains("GROQ_API_KEY not found");
    assertThat(Asking.of(slashed, "together/llama-3.1-8b").portkey("openai").targets())
        .containsExactly("@openai/together/llama-3.1-8b");
  }

  @Test
  void anOfferingOfAProviderThatIsOffIsNoCandidate() {
    World off = World.usual().offers("groq", "m", "x/m", "0", "0").offers("openai", "m", "x/m");
    assertThat(Asking.of(off, "m").targets()).containsExactly("@openai/m");
    World only = World.usual().offers("groq", "m", "x/m", "0", "0");
    assertThat(Asking.of(only, "x/m").refused().message()).contains("x/m is known");
  }

  @Test
  void anAliasReachesItsProviderAsTheListSpellsIt() {
    World aliased =
        World.usual()
            .offers(World.offer("openai", "small-2506", "x/small-2506").alias("Small-Latest"))
            .offers("openrouter", "x/small-2506", "x/small-2506");
    assertThat(Asking.of(aliased, "@openai/SMALL-latest").targets())
        .containsExactly("@openai/Small-Latest");
    assertThat(Asking.of(aliased, "small-latest").targets())
        .containsExactlyInAnyOrder("@openai/small-2506", "@openrouter/x/small-2506");
  }

  @Test
  void anIdThatNobodyVouchesForHidesNoModelThatIsKnownByIt() {
    World two =
        World.usual()
            .offers("openai", "gpt-4o", "openai/gpt-4o")
            .offers("together", "gpt-4o", "gpt-4o")
            .unvouched("gpt-4o");
    assertThat(Asking.of(two, "gpt-4o").targets()).containsExactly("@openai/gpt-4o");
    assertThat(Asking.of(two, "gpt-4o").portkey("together").targets())
        .containsExactly("@together/gpt-4o");
  }
}
