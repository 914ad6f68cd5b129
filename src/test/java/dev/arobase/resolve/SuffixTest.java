package dev.arobase.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.Strategy;
import dev.arobase.exchange.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuffixTest {

  private final World world =
      World.usual()
          .offers("deepinfra", "Org/Model", "org/model", "1", "1")
          .offers("openrouter", "org/model", "org/model", "2", "2")
          .offers("openrouter", "org/model:thinking", "org/model:thinking", "3", "3")
          .offers("together", "gpt-oss:20b", "gpt-oss:20b", "0.1", "0.1");

  @Test
  void anIdThatExistsIsTakenWhole() {
    assertThat(Asking.of(world, "GPT-OSS:20B").targets()).containsExactly("@together/gpt-oss:20b");
    assertThat(Asking.of(world, "org/model:thinking").targets())
        .containsExactly("@openrouter/org/model:thinking");
    assertThat(Asking.of(world, "@together/gpt-oss:20b").targets())
        .containsExactly("@together/gpt-oss:20b");
  }

  @Test
  void aSuffixOfOpenRoutersSaysThatOpenRouterIsOff() {
    World without =
        new World()
            .on("deepinfra")
            .off("openrouter", "OPENROUTER_API_KEY")
            .offers("deepinfra", "Org/Model", "org/model", "1", "1");
    assertThat(Asking.of(without, "org/model:online").refused().message())
        .contains("OpenRouter's", "OPENROUTER_API_KEY");
  }

  @Test
  void floorIsTheCheapestAndNitroTheFastest() {
    Resolver resolver =
        new Resolver(
            HealthView.HEALTHY,
            new Speeds(Map.of("openrouter", 100, "deepinfra", 1000)),
            new FixedChance(1));
    assertThat(Asking.of(world, "Org/Model:floor").with(resolver).targets())
        .containsExactly("@deepinfra/Org/Model", "@openrouter/org/model");
    assertThat(Asking.of(world, "model:NITRO").with(resolver).targets())
        .containsExactly("@openrouter/org/model", "@deepinfra/Org/Model");
    assertThat(Asking.of(world, "model:nitro").with(resolver).plan().strategy())
        .isEqualTo(Strategy.FASTEST);
  }

  @Test
  void aSuffixAsksForAnotherOrderOfARoute() {
    world.route(
        "mine",
        Strategy.FALLBACK,
        World.target("@openrouter/org/model"),
        World.target("@deepinfra/org/model"));
    assertThat(Asking.of(world, "mine").targets())
        .containsExactly("@openrouter/org/model", "@deepinfra/Org/Model");
    assertThat(Asking.of(world, "mine:floor").targets())
        .containsExactly("@deepinfra/Org/Model", "@openrouter/org/model");
  }

  @Test
  void freeWithoutSuchARowIsNotFoundAndNeverThePaidOne() {
    assertThat(Asking.of(world, "org/model:free").refused().code())
        .isEqualTo(ErrorCode.MODEL_NOT_FOUND);
    assertThat(Asking.of(world.defaultProvider("openai"), "org/model:free").refused().code())
        .isEqualTo(ErrorCode.MODEL_NOT_FOUND);
    world.offers("openrouter", "org/model:free", "org/model:free", "0", "0");
    assertThat(Asking.of(world, "Org/Model:free").targets())
        .containsExactly("@openrouter/org/model:free");
  }

  @Test
  void otherSuffixesAreOpenRoutersAndItGetsTheIdAsTyped() {
    assertThat(Asking.of(world, "Org/Model:online").targets())
        .containsExactly("@openrouter/Org/Model:online");
    assertThat(Asking.of(world, "model:exacto").targets())
        .containsExactly("@openrouter/org/model:exacto");
    assertThat(Asking.of(world, "unheard/of:online").refused().code())
        .isEqualTo(ErrorCode.MODEL_NOT_FOUND);
  }

  @Test
  void behindAnotherProvidersPrefixOtherSuffixesArePartOfTheId() {
    assertThat(Asking.of(world, "@deepinfra/Org/Model:online").targets())
        .containsExactly("@deepinfra/Org/Model:online");
    assertThat(Asking.of(world, "Org/Model:online").portkey("deepinfra").targets())
        .containsExactly("@deepinfra/Org/Model:online");
    assertThat(Asking.of(world, "@deepinfra/Org/Model:free").targets())
        .containsExactly("@deepinfra/Org/Model:free");
    assertThat(Asking.of(world, "@deepinfra/Org/Model:floor").targets())
        .containsExactly("@deepinfra/Org/Model");
  }

  @Test
  void behindOpenRoutersPrefixEverySuffixIsItsOwn() {
    assertThat(Asking.of(world, "@openrouter/org/model:floor").targets())
        .containsExactly("@openrouter/org/model:floor");
    assertThat(Asking.of(world, "@openrouter/org/model:online").targets())
        .containsExactly("@openrouter/org/model:online");
  }

  @Test
  void withoutOpenRouterAVariantIsNotFound() {
    World without = new World().on("deepinfra").offers("deepinfra", "Org/Model", "org/model");
    assertThat(Asking.of(without, "org/model:online").refused().code())
        .isEqualTo(ErrorCode.MODEL_NOT_FOUND);
  }
}
