package dev.arobase.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.exchange.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

  private final World world =
      World.usual()
          .offers("deepinfra", "Qwen/Qwen3-Max", "qwen/qwen3-max", "0.04", "0.13")
          .offers("openrouter", "qwen/qwen3-max", "qwen/qwen3-max", "1.2", "6");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@deepinfra/Qwen/Qwen3-Max",
        "@DeepInfra/qwen/qwen3-max",
        "@DEEPINFRA/QWEN/QWEN3-MAX",
        "@deepinfra/qwen3-max"
      })
  void anySpellingReachesTheProviderInItsOwnSpelling(String model) {
    assertThat(Asking.of(world, model).targets()).containsExactly("@deepinfra/Qwen/Qwen3-Max");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@x-ai/grok-4", "@grok/grok-4", "@XAI/grok-4"})
  void synonymsNameTheirProvider(String model) {
    assertThat(Asking.of(world, model).targets()).containsExactly("@xai/grok-4");
  }

  @Test
  void whatTheProviderDoesNotListGoesThereVerbatim() {
    assertThat(Asking.of(world, "@deepinfra/Some/New:Model@v2*%41").targets())
        .containsExactly("@deepinfra/Some/New:Model@v2*%41");
    assertThat(Asking.of(world, "@deepinfra/Some/New").plan().targets().getFirst().offering())
        .isEmpty();
  }

  @Test
  void whatOnlyOthersListStillGoesToTheNamedProvider() {
    assertThat(Asking.of(world, "@together/qwen/qwen3-max").targets())
        .containsExactly("@together/qwen/qwen3-max");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@deepinfra", "@deepinfra/", "@/model", "@", "@/"})
  void halfAReferenceIsRefused(String model) {
    assertThat(Asking.of(world, model).refused().code()).isEqualTo(ErrorCode.INVALID_MODEL);
  }

  @Test
  void anUnknownProviderIsRefusedNamingTheKnownOnes() {
    var rejection = Asking.of(world, "@foo/gpt-4o").refused();
    assertThat(rejection.code()).isEqualTo(ErrorCode.UNKNOWN_PROVIDER);
    assertThat(rejection.message()).contains("\"foo\"", "deepinfra", "openai", "groq");
  }

  @Test
  void aProviderWithoutAKeyIsRefusedNamingTheVariable() {
    var rejection = Asking.of(world, "@groq/llama-3.1-8b-instant").refused();
    assertThat(rejection.code()).isEqualTo(ErrorCode.PROVIDER_NOT_CONFIGURED);
    assertThat(rejection.message()).contains("groq", "GROQ_API_KEY not found");
  }

  @Test
  void twoIdsThatDifferOnlyInCaseAreToldApartByTheExactOne() {
    World twins =
        World.usual()
            .offers("deepinfra", "Org/Model", "org/model")
            .offers("deepinfra", "org/MODEL", "org/model");
    assertThat(Asking.of(twins, "@deepinfra/org/MODEL").targets())
        .containsExactly("@deepinfra/org/MODEL");
    assertThat(Asking.of(twins, "@deepinfra/Org/Model").targets())
        .containsExactly("@deepinfra/Org/Model");
    assertThat(Asking.of(twins, "@deepinfra/org/model").targets()).hasSize(1);
  }

  @Test
  void aRequestWithoutAModelIsRefusedUnlessThereIsADefault() {
    assertThat(new Asking(world).refused().code()).isEqualTo(ErrorCode.MISSING_MODEL);
    assertThat(new Asking(world).model("  ").refused().code()).isEqualTo(ErrorCode.MISSING_MODEL);
    assertThat(new Asking(world.defaultModel("@deepinfra/qwen/qwen3-max")).targets())
        .containsExactly("@deepinfra/Qwen/Qwen3-Max");
  }

  @Test
  void nothingMatchesButTheDefaultProviderTakesIt() {
    assertThat(Asking.of(world, "Unheard-Of").refused().code())
        .isEqualTo(ErrorCode.MODEL_NOT_FOUND);
    assertThat(Asking.of(world.defaultProvider("openai"), "Unheard-Of").targets())
        .containsExactly("@openai/Unheard-Of");
  }
}
