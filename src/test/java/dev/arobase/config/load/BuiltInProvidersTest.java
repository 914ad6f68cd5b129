package dev.arobase.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.AuthStyle;
import dev.arobase.config.IdRule;
import dev.arobase.config.ListShape;
import dev.arobase.config.PriceUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The resource against expectations written down by hand. */
class BuiltInProvidersTest {
  private final BuiltInProviders builtIns = BuiltInProviders.load();

  private BuiltInProvider of(String name) {
    return builtIns.find(name).orElseThrow();
  }

  private void expect(
      String name,
      String variable,
      String baseUrl,
      ListShape shape,
      PriceUnit unit,
      boolean publicList) {
    BuiltInProvider provider = of(name);
    assertThat(provider.name()).isEqualTo(name);
    assertThat(provider.keyVariables().getFirst()).isEqualTo(variable);
    assertThat(provider.baseUrl()).contains(baseUrl);
    assertThat(provider.traits().shape()).isEqualTo(shape);
    assertThat(provider.traits().unit()).isEqualTo(unit);
    assertThat(provider.traits().publicList()).isEqualTo(publicList);
    assertThat(provider.traits().hosted()).isTrue();
  }

  @Test
  void aProviderIsWhereItIsAndItsPricesAreInItsOwnUnit() {
    expect(
        "openai",
        "OPENAI_API_KEY",
        "https://api.openai.com/v1",
        ListShape.OPENAI,
        PriceUnit.NONE,
        false);
    expect(
        "openrouter",
        "OPENROUTER_API_KEY",
        "https://openrouter.ai/api/v1",
        ListShape.OPENROUTER,
        PriceUnit.USD_PER_TOKEN,
        true);
    expect(
        "deepinfra",
        "DEEPINFRA_API_KEY",
        "https://api.deepinfra.com/v1/openai",
        ListShape.DEEPINFRA,
        PriceUnit.USD_PER_MILLION,
        true);
    expect(
        "together",
        "TOGETHER_API_KEY",
        "https://api.together.xyz/v1",
        ListShape.TOGETHER,
        PriceUnit.USD_PER_MILLION,
        false);
    expect(
        "groq",
        "GROQ_API_KEY",
        "https://api.groq.com/openai/v1",
        ListShape.GROQ,
        PriceUnit.NONE,
        false);
    expect(
        "novita",
        "NOVITA_API_KEY",
        "https://api.novita.ai/v3/openai",
        ListShape.NOVITA,
        PriceUnit.TEN_THOUSANDTHS_PER_MILLION,
        true);
    expect(
        "xai",
        "XAI_API_KEY",
        "https://api.x.ai/v1",
        ListShape.XAI,
        PriceUnit.TEN_THOUSANDTHS_PER_MILLION,
        false);
    expect(
        "chutes",
        "CHUTES_API_KEY",
        "https://llm.chutes.ai/v1",
        ListShape.CHUTES,
        PriceUnit.USD_PER_MILLION,
        true);
    expect(
        "near",
        "NEARAI_API_KEY",
        "https://cloud-api.near.ai/v1",
        ListShape.NEAR,
        PriceUnit.SCALED,
        false);
    expect(
        "zenmux",
        "ZENMUX_API_KEY",
        "https://zenmux.ai/api/v1",
        ListShape.ZENMUX,
        PriceUnit.STATED,
        true);
    expect(
        "huggingface",
        "HF_TOKEN",
        "https://router.huggingface.co/v1",
        ListShape.HUGGINGFACE,
        PriceUnit.USD_PER_MILLION,
        true);
    expect(
        "vercel",
        "AI_GATEWAY_API_KEY",
        "https://ai-gateway.vercel.sh/v1",
        ListShape.VERCEL,
        PriceUnit.USD_PER_TOKEN,
        true);
    expect(
        "moonshot",
        "MOONSHOT_API_KEY",
        "https://api.moonshot.ai/v1",
        ListShape.MOONSHOT,
        PriceUnit.NONE,
        false);
  }

  @Test
  void aSynonymFindsItsProviderInAnyCase() {
    assertThat(List.of("x-ai", "Grok", "XAI").stream().map(name -> of(name).name()))
        .containsOnly("xai");
    assertThat(of("Gemini").name()).isEqualTo("google");
    assertThat(of("hf").name()).isEqualTo("huggingface");
    assertThat(of("kimi").name()).isEqualTo("moonshot");
    assertThat(of("azure").name()).isEqualTo("azure-openai");
    assertThat(of("zhipu").name()).isEqualTo("zai");
    assertThat(of("nim").name()).isEqualTo("nvidia");
  }

  @Test
  void aKeyGoesWhereTheProviderLooksForIt() {
    assertThat(of("anthropic").auth()).isEqualTo(new AuthStyle("x-api-key", ""));
    assertThat(of("anthropic").headers()).containsEntry("anthropic-version", "2023-06-01");
    assertThat(of("azure").auth()).isEqualTo(new AuthStyle("api-key", ""));
    assertThat(of("portkey").auth()).isEqualTo(new AuthStyle("x-portkey-api-key", ""));
    assertThat(of("groq").auth()).isEqualTo(AuthStyle.BEARER);
    assertThat(of("google").keyVariables()).containsExactly("GEMINI_API_KEY", "GOOGLE_API_KEY");
  }

  @Test
  void perplexityHasNoListAndNoVersionInItsPath() {
    assertThat(of("perplexity").traits().versionPath()).isFalse();
    assertThat(of("perplexity").traits().listPaths()).isEmpty();
    assertThat(of("perplexity").traits().staticIds())
        .containsExactly("sonar", "sonar-pro", "sonar-reasoning-pro", "sonar-deep-research");
  }

  @Test
  void zeroMeansPricedOtherwiseAtTwoOfThemOnly() {
    assertThat(
            builtIns.all().stream()
                .filter(provider -> provider.traits().zeroPriceIsUnknown())
                .map(BuiltInProvider::name))
        .containsExactly("together", "cloudflare");
  }

  @Test
  void whatABareTokenMustNotSwitchOnIsOnlyOnWhenListed() {
    assertThat(
            builtIns.all().stream()
                .filter(BuiltInProvider::onlyWhenListed)
                .map(BuiltInProvider::name))
        .containsExactly(
            "github",
            "ollama",
            "vllm",
            "sglang",
            "llamacpp",
            "lmstudio",
            "cloudflare",
            "portkey",
            "mock");
  }

  @Test
  void flatIdsBecomeCanonicalOnesByRule() {
    assertThat(of("mistral").traits().idRule().map(IdRule::prefix)).contains("mistralai/");
    assertThat(of("xai").traits().idRule())
        .contains(
            new IdRule(
                "x-ai/",
                List.of(
                    IdRule.Step.DROP_REASONING, IdRule.Step.DROP_DATE, IdRule.Step.DOT_VERSION)));
    assertThat(of("deepinfra").traits().idRule()).isEqualTo(Optional.empty());
  }

  @Test
  void aFieldIsRenamedForTheModelsThatRefuseItOnly() {
    var renamed = of("openai").traits().renamed().getFirst();
    assertThat(renamed.holdsFor("o3-mini")).isTrue();
    assertThat(renamed.holdsFor("GPT-5.1")).isTrue();
    assertThat(renamed.holdsFor("gpt-4o")).isFalse();
  }
}
