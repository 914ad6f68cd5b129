package dev.arobase.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.resolve.Asking.Preferences;
import dev.arobase.wire.Feature;
import dev.arobase.wire.OpenRouterPreferences.Sort;
import dev.arobase.wire.OpenRouterPreferencesResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestrictionTest {

  private static final String MODEL = "openai/gpt-oss-20b";

  private final World world =
      World.usual()
          .offers("deepinfra", "openai/gpt-oss-20b", MODEL, "0.05", "0.2")
          .offers("openrouter", "openai/gpt-oss-20b", MODEL, "0.03", "0.14")
          .offers("together", "OpenAI/gpt-oss-20B", MODEL, "0.04", "0.15");

  private Asking asking() {
    return Asking.of(world, MODEL);
  }

  static Stream<java.util.function.UnaryOperator<Asking>> formsThatNameDeepInfra() {
    return Stream.of(
        asking -> asking.path("deepinfra"),
        asking -> asking.path("@DeepInfra"),
        asking -> asking.header("deepinfra"),
        asking -> asking.header("@deepinfra"),
        asking -> asking.portkey("deepinfra"),
        asking -> asking.provider("DeepInfra"),
        asking -> asking.provider("@deepinfra"),
        asking -> asking.provider("deepinfra", "deepinfra"),
        asking -> asking.preferring(new Preferences().only("deepinfra")),
        asking -> asking.preferring(new Preferences().order("deepinfra").noFallbacks()),
        asking -> asking.model("@deepinfra/" + MODEL),
        asking -> asking.model("@deepinfra/" + MODEL).portkey("deepinfra").header("@DEEPINFRA"));
  }

  @ParameterizedTest
  @MethodSource("formsThatNameDeepInfra")
  void everyFormGivesTheSameRoute(java.util.function.UnaryOperator<Asking> form) {
    assertThat(form.apply(asking()).targets()).containsExactly("@deepinfra/openai/gpt-oss-20b");
  }

  static Stream<java.util.function.UnaryOperator<Asking>> formsThatNameNobodyKnown() {
    return Stream.of(
        asking -> asking.path("foo"),
        asking -> asking.header("@foo"),
        asking -> asking.portkey("foo"),
        asking -> asking.provider("foo"),
        asking -> asking.provider("deepinfra", "foo"),
        asking -> asking.preferring(new Preferences().only("foo")),
        asking -> asking.preferring(new Preferences().order("foo")));
  }

  @ParameterizedTest
  @MethodSource("formsThatNameNobodyKnown")
  void anUnknownNameIsRefusedInEveryForm(java.util.function.UnaryOperator<Asking> form) {
    var rejection = form.apply(asking()).refused();
    assertThat(rejection.code()).isEqualTo(ErrorCode.UNKNOWN_PROVIDER);
    assertThat(rejection.message()).contains("foo", "deepinfra");
  }

  @Test
  void aModelWhoseProvidersAreAllRuledOutIsNotCalledUnknownForAnotherReason() {
    var rejection =
        asking()
            .preferring(new Preferences().ignore("deepinfra", "openrouter", "together"))
            .refused();
    assertThat(rejection.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
    assertThat(rejection.message())
        .contains(MODEL + " is known, but the request rules out every provider that serves it.")
        .doesNotContain("Close: " + MODEL);
  }

  @Test
  void namesThatOnlyOpenRouterHasArePassedOverWhileOneIsKnown() {
    assertThat(
            asking().preferring(new Preferences().only("amazon-bedrock", "together/fp8")).targets())
        .containsExactly("@together/OpenAI/gpt-oss-20B");
  }

  @Test
  void severalNamesRestrictToThem() {
    assertThat(asking().provider("together", "deepinfra").targets())
        .containsExactly("@together/OpenAI/gpt-oss-20B", "@deepinfra/openai/gpt-oss-20b");
  }

  @Test
  void prefixAndFieldThatExcludeEachOtherAreAConflictNamingBoth() {
    var rejection = Asking.of(world, "@xai/grok-4").portkey("deepinfra").refused();
    assertThat(rejection.code()).isEqualTo(ErrorCode.PROVIDER_CONFLICT);
    assertThat(rejection.message()).contains("xai", "deepinfra");
  }

  @Test
  void aConflictIsToldBeforeAMissingKey() {
    assertThat(Asking.of(world, "@groq/llama").portkey("deepinfra").refused().code())
        .isEqualTo(ErrorCode.PROVIDER_CONFLICT);
  }

  @Test
  void anyTwoPlacesMayContradict() {
    assertThat(asking().path("xai").header("deepinfra").refused().message())
        .contains("the path", "xai", "x-portkey-provider", "deepinfra");
    assertThat(asking().header("xai").provider("deepinfra", "together").refused().code())
        .isEqualTo(ErrorCode.PROVIDER_CONFLICT);
    assertThat(
            asking()
                .portkey("deepinfra")
                .preferring(new Preferences().ignore("deepinfra"))
                .refused()
                .code())
        .isEqualTo(ErrorCode.PROVIDER_CONFLICT);
  }

  @Test
  void synonymsAreNoContradiction() {
    assertThat(Asking.of(world, "@x-ai/grok-4").portkey("grok").provider("xai").targets())
        .containsExactly("@xai/grok-4");
  }

  @Test
  void aNameWithoutAKeyIsRefusedButInAListPassedOver() {
    assertThat(asking().portkey("groq").refused().message()).contains("GROQ_API_KEY not found");
    assertThat(asking().provider("groq", "deepinfra").targets())
        .containsExactly("@deepinfra/openai/gpt-oss-20b");
  }

  @Test
  void emptyNamesAndThePortkeyWordRestrictNothing() {
    assertThat(asking().header("").portkey(" ").provider("").targets()).hasSize(3);
    assertThat(asking().choosing(ProviderChoice.NONE).targets()).hasSize(3);
  }

  @Test
  void aNamedProviderThatDoesNotListTheModelGetsItVerbatim() {
    assertThat(Asking.of(world, "No/Such-Model").portkey("deepinfra").targets())
        .containsExactly("@deepinfra/No/Such-Model");
    assertThat(Asking.of(world, "No/Such-Model").provider("together", "deepinfra").targets())
        .containsExactly("@together/No/Such-Model", "@deepinfra/No/Such-Model");
  }

  @Test
  void anOrderIsAPreferenceAndNoName() {
    assertThat(asking().preferring(new Preferences().order("deepinfra", "together")).targets())
        .containsExactly(
            "@deepinfra/openai/gpt-oss-20b",
            "@together/OpenAI/gpt-oss-20B",
            "@openrouter/openai/gpt-oss-20b");
    assertThat(
            Asking.of(world, "no-such")
                .preferring(new Preferences().order("deepinfra"))
                .refused()
                .code())
        .isEqualTo(ErrorCode.MODEL_NOT_FOUND);
  }

  @Test
  void ignoredProvidersAreOut() {
    assertThat(asking().preferring(new Preferences().ignore("openrouter", "nobody")).targets())
        .containsExactly("@together/OpenAI/gpt-oss-20B", "@deepinfra/openai/gpt-oss-20b");
  }

  @Test
  void withoutFallbacksThereIsOneTarget() {
    assertThat(asking().preferring(new Preferences().noFallbacks()).targets())
        .containsExactly("@openrouter/openai/gpt-oss-20b");
    assertThat(
            asking()
                .preferring(new Preferences().order("together", "deepinfra").noFallbacks())
                .targets())
        .containsExactly("@together/OpenAI/gpt-oss-20B", "@deepinfra/openai/gpt-oss-20b");
  }

  @Test
  void maxPriceIsPerMillionAndAnUnknownPriceIsNotBelowIt() {
    world.offers("openai", "gpt-oss-20b", MODEL);
    assertThat(asking().preferring(new Preferences().maxPrice("prompt", "0.04")).targets())
        .containsExactly("@openrouter/openai/gpt-oss-20b", "@together/OpenAI/gpt-oss-20B");
    assertThat(
            asking().preferring(new Preferences().maxPrice("completion", "0.1")).refused().code())
        .isEqualTo(ErrorCode.MODEL_NOT_FOUND);
  }

  @Test
  void requiredParametersMustBeKnown() {
    World tools =
        World.usual()
            .offers(World.offer("deepinfra", "m", "m").price("1", "1").supports("tools"))
            .offers(World.offer("together", "m", "m").price("1", "1").supports("seed"))
            .offers(World.offer("openai", "m", "m").price("1", "1"));
    assertThat(
            Asking.of(tools, "m")
                .wanting(Feature.TOOLS)
                .preferring(new Preferences().requireParameters())
                .targets())
        .containsExactly("@deepinfra/m");
  }

  @Test
  void sortByThroughputIsTheFastest() {
    Resolver resolver =
        new Resolver(
            HealthView.HEALTHY,
            new Speeds(Map.of("deepinfra", 100, "openrouter", 900)),
            new FixedChance(1));
    assertThat(
            asking()
                .with(resolver)
                .preferring(new Preferences().sort(Sort.THROUGHPUT))
                .targets()
                .getFirst())
        .isEqualTo("@deepinfra/openai/gpt-oss-20b");
  }

  @Test
  void aBadObjectIsRefusedUnlessOpenRouterIsNamed() {
    ProviderChoice bad =
        new ProviderChoice.Preferences(
            () -> new OpenRouterPreferencesResult.Refused("provider.order", "must be a list"));
    var rejection = asking().choosing(bad).refused();
    assertThat(rejection.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(rejection.param()).contains("provider.order");
    for (Asking named :
        List.of(
            Asking.of(world, "@openrouter/" + MODEL),
            asking().path("openrouter"),
            asking().header("openrouter"),
            asking().portkey("OpenRouter"))) {
      Plan plan = named.choosing(bad).plan();
      assertThat(plan.targets()).hasSize(1);
      assertThat(plan.targets().getFirst().keepsOpenRouterFields()).isTrue();
    }
  }

  @Test
  void openRouterKeepsItsFieldsOnlyWhereItWasNamed() {
    assertThat(asking().plan().targets()).noneMatch(Target::keepsOpenRouterFields);
    assertThat(asking().provider("openrouter").plan().targets())
        .allMatch(Target::keepsOpenRouterFields);
    assertThat(asking().preferring(new Preferences().only("openrouter")).plan().targets())
        .noneMatch(Target::keepsOpenRouterFields);
  }

  @Test
  void furtherModelsAreTriedAfterTheFirstUnlessOpenRouterFollowsThemItself() {
    world.offers("anthropic", "claude-x", "anthropic/claude-x", "3", "15");
    assertThat(
            Asking.of(world, "@deepinfra/" + MODEL)
                .models("@deepinfra/" + MODEL, "claude-x", "no-such", "@groq/off")
                .targets())
        .containsExactly("@deepinfra/openai/gpt-oss-20b", "@anthropic/claude-x");
    assertThat(Asking.of(world, "@openrouter/" + MODEL).models("claude-x").targets())
        .containsExactly("@openrouter/openai/gpt-oss-20b");
    assertThat(new Asking(world).models("no-such", "claude-x").targets())
        .containsExactly("@anthropic/claude-x");
    assertThat(Asking.of(world, MODEL).models("@foo/x").refused().code())
        .isEqualTo(ErrorCode.UNKNOWN_PROVIDER);
  }

  @Test
  void aPathOutsideTheTableNeedsANamedProvider() {
    Plan plan = new Asking(world).at(Endpoint.OTHER).header("openai").plan();
    assertThat(plan.targets()).hasSize(1);
    assertThat(plan.targets().getFirst().upstreamId()).isEmpty();
    assertThat(new Asking(world).at(Endpoint.OTHER).refused().code())
        .isEqualTo(ErrorCode.PATH_NOT_FOUND);
    assertThat(Asking.of(world, MODEL).at(Endpoint.OTHER).refused().code())
        .isEqualTo(ErrorCode.PATH_NOT_FOUND);
    assertThat(Asking.of(world, "@xai/grok-video").at(Endpoint.OTHER).targets())
        .containsExactly("@xai/grok-video");
  }
}
