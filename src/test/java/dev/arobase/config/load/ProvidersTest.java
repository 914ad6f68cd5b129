package dev.arobase.config.load;

import static dev.arobase.config.load.Loading.at;
import static dev.arobase.config.load.Loading.config;
import static dev.arobase.config.load.Loading.errors;
import static dev.arobase.config.load.Loading.provider;
import static dev.arobase.config.load.Loading.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.AuthStyle;
import dev.arobase.config.Config;
import dev.arobase.config.ListShape;
import dev.arobase.config.ModelPolicy;
import dev.arobase.config.PriceUnit;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.Secret;
import dev.arobase.config.StaticModel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProvidersTest {

  private static List<String> on(Config config) {
    return config.providers().enabled().stream().map(ProviderConfig::name).toList();
  }

  @Test
  void withNoKeyAtAllTheMockIsOn() {
    assertThat(on(config(""))).containsExactly("mock");
    assertThat(provider(config(""), "DeepInfra").disabledReason())
        .contains("DEEPINFRA_API_KEY not found");
  }

  @Test
  void theMockListensWhereTheLoaderIsTold() {
    LoadResult result =
        new ConfigLoader(Map.of())
            .load(
                new LoadRequest(
                    Optional.empty(),
                    Overrides.NONE,
                    Optional.of(URI.create("http://127.0.0.1:4711/v1"))));
    Config config = ((LoadResult.Loaded) result).config();
    assertThat(provider(config, "mock").baseUrl()).hasToString("http://127.0.0.1:4711/v1");
  }

  @Test
  void aVariableSwitchesItsProviderOnAndTheMockOff() {
    Config config = config("", Map.of("DEEPINFRA_TOKEN", " k \n", "GITHUB_TOKEN", "g"));
    assertThat(on(config)).containsExactly("deepinfra");
    assertThat(provider(config, "deepinfra").keys()).containsExactly(Secret.of("k"));
    assertThat(provider(config, "deepinfra").switchedOnBy()).contains("DEEPINFRA_TOKEN");
    assertThat(provider(config, "mock").disabledReason()).contains("another provider is on");
    assertThat(provider(config, "github").enabled()).isFalse();
  }

  @Test
  void aListedMockStaysOnBesideOthers() {
    assertThat(on(config("providers: {mock: {}}", Map.of("GROQ_API_KEY", "k"))))
        .containsExactly("groq", "mock");
    assertThat(on(config("providers: {mock: {enabled: false}}"))).isEmpty();
  }

  @Test
  void theEnvironmentSwitchesNothingOnWhenItIsToldNotTo() {
    Config config =
        config(
            "{providers_from_env: false, providers: {groq: null}}",
            Map.of("GROQ_API_KEY", "k", "OPENAI_API_KEY", "k"));
    assertThat(on(config)).containsExactly("groq");
  }

  @Test
  void aBaseUrlOfTheEnvironmentIsNeverRead() {
    Config config =
        config(
            "",
            Map.of(
                "OPENAI_API_KEY",
                "k",
                "OPENAI_BASE_URL",
                "http://x",
                "OPENAI_API_BASE",
                "http://x"));
    assertThat(provider(config, "openai").baseUrl()).hasToString("https://api.openai.com/v1");
  }

  @Test
  void azureIsOnOnlyWithBothOfItsVariables() {
    assertThat(provider(config("", Map.of("AZURE_OPENAI_API_KEY", "k")), "azure").disabledReason())
        .contains("AZURE_OPENAI_ENDPOINT not found");
    Config config =
        config(
            "",
            Map.of("AZURE_API_KEY", "k", "AZURE_OPENAI_ENDPOINT", "https://me.openai.azure.com/"));
    assertThat(provider(config, "azure").baseUrl())
        .hasToString("https://me.openai.azure.com/openai/v1");
  }

  @Test
  void cloudflareIsFilledInFromItsVariables() {
    Map<String, String> environment =
        Map.of(
            "CLOUDFLARE_API_TOKEN", "k",
            "CLOUDFLARE_ACCOUNT_ID", "acc",
            "CLOUDFLARE_GATEWAY_ID", "gw");
    assertThat(provider(config("providers: {cloudflare: {}}", environment), "cloudflare").baseUrl())
        .hasToString("https://gateway.ai.cloudflare.com/v1/acc/gw/compat");
    assertThat(provider(config("", environment), "cloudflare").enabled()).isFalse();
  }

  @Test
  void aMissingKeySwitchesABuiltInProviderOffInOneLine() {
    String yaml = "providers:\n  deepinfra:\n    api_key: ${MY_KEY}\n";
    assertThat(provider(config(yaml), "deepinfra").disabledReason()).contains("MY_KEY not found");
    assertThat(warnings(yaml, Map.of()))
        .containsExactly("routes.yaml:3:5: providers.deepinfra: off: MY_KEY not found");
    assertThat(provider(config(yaml, Map.of("MY_KEY", "")), "deepinfra").enabled()).isFalse();
  }

  @Test
  void aMissingKeyOfAnotherProviderIsAMistake() {
    assertThat(errors("providers:\n  mine:\n    base_url: http://a\n    api_key: ${MY_KEY}\n"))
        .containsExactly(
            "4:14: providers.mine.api_key: the variable MY_KEY is not set; set it, or give a"
                + " default: ${MY_KEY:-…}");
  }

  @Test
  void aDamagedKeyIsNamedByPositionAndNeverByItsText() {
    Map<String, String> environment =
        Map.of("MINE", "sk-secret\uFFFDtail", "GROQ_API_KEY", "gsk\u0001secret");
    assertThat(errors("providers: {mine: {base_url: 'http://a', api_key: '${MINE}'}}", environment))
        .containsExactly(
            "1:51: providers.mine.api_key: the key holds a character outside ASCII at position 10;"
                + " it was damaged on its way here, copy it again",
            "environment: GROQ_API_KEY (provider groq): the key holds a control character at"
                + " position 4; it was damaged on its way here, copy it again")
        .noneMatch(error -> error.contains("secret"));
  }

  @Test
  void anUnquotedNumberAsAKeyIsNotShown() {
    assertThat(errors("providers: {mine: {base_url: 'http://a', api_key: 4711}}"))
        .containsExactly("1:51: providers.mine.api_key: must be text; put it in quotes");
  }

  @Test
  void aKeyVariableOfABuiltInIsNotReadForAServerOfOnesOwn() {
    Config config =
        config(
            "providers: {mine: {like: openai, base_url: 'http://a'}}",
            Map.of("OPENAI_API_KEY", "k"));
    assertThat(provider(config, "mine").keys()).isEmpty();
    assertThat(provider(config, "mine").enabled()).isTrue();
  }

  @Test
  void severalKeysAreKeptInOrderAndADoubledOneIsAMistake() {
    Config config = config("providers: {openai: {api_keys: [a, b]}}");
    assertThat(provider(config, "openai").keys()).containsExactly(Secret.of("a"), Secret.of("b"));
    assertThat(errors("providers: {openai: {api_keys: [a, a]}}"))
        .containsExactly("1:36: providers.openai.api_keys[1]: is the same key as one before it");
    assertThat(errors("providers: {openai: {api_keys: [a], api_key: b}}"))
        .singleElement()
        .asString()
        .contains("more than one of api_key, api_key_file and api_keys");
  }

  @Test
  void aSynonymIsTheProviderAndBothNamesTogetherAreAMistake() {
    Config config = config("providers: {Gemini: {api_key: k}}");
    assertThat(provider(config, "google").listed()).isTrue();
    assertThat(provider(config, "GEMINI")).isSameAs(provider(config, "google"));
    assertThat(errors("providers: {google: {api_key: k}, gemini: {api_key: k}}"))
        .containsExactly(
            "1:35: providers.gemini: is the same provider as google in line 1 (another name of"
                + " it)");
  }

  @Test
  void aBaseUrlWithoutAPathGetsTheVersionUnlessTheEntrySaysNone() {
    Config config =
        config(
            """
            providers:
              a: {base_url: "http://A.example:8000/"}
              b: {base_url: http://a.example/v3/}
              p: {base_url: http://a.example, like: perplexity}
              perplexity: {base_url: "http://b.example/", api_key: k}
            """);
    assertThat(provider(config, "a").baseUrl()).hasToString("http://a.example:8000/v1");
    assertThat(provider(config, "b").baseUrl()).hasToString("http://a.example/v3");
    assertThat(provider(config, "p").baseUrl()).hasToString("http://a.example");
    assertThat(provider(config, "perplexity").baseUrl()).hasToString("http://b.example");
    assertThat(provider(config, "p").models().list())
        .extracting(StaticModel::id)
        .contains("sonar-pro");
  }

  @Test
  void aBaseUrlThatIsNoneIsAMistakeAndItsPasswordIsNotShown() {
    for (String url :
        List.of(
            "a.example",
            "ftp://a",
            "http:///v1",
            "http://a/?x=1",
            "http://u:hunter2@a",
            "http://a b")) {
      assertThat(errors("providers: {mine: {base_url: \"" + url + "\"}}"))
          .as(url)
          .singleElement()
          .asString()
          .startsWith("1:30: providers.mine.base_url: ")
          .doesNotContain("hunter2");
    }
    assertThat(errors("providers: {deepinfr: {api_key: k}}"))
        .containsExactly(
            "1:23: providers.deepinfr: needs base_url, since it is no built-in provider; did you"
                + " mean \"deepinfra\"?");
  }

  @Test
  void likeTakesOverAuthHeadersListAndUnitButNoAddress() {
    ProviderConfig mine =
        provider(
            config(
                "providers: {mine: {like: Claude2, base_url: 'http://a'}}"
                    .replace("Claude2", "anthropic")),
            "mine");
    assertThat(mine.auth()).contains(new AuthStyle("x-api-key", ""));
    assertThat(mine.headers()).containsEntry("anthropic-version", "2023-06-01");
    assertThat(mine.models().shape()).isEqualTo(ListShape.ANTHROPIC);
    assertThat(mine.models().policy()).isEqualTo(ModelPolicy.LOCAL);
    assertThat(errors("providers: {mine: {like: antropic, base_url: 'http://a'}}"))
        .containsExactly(
            "1:26: providers.mine.like: \"antropic\" is no built-in provider; did you mean"
                + " \"anthropic\"?");
  }

  @Test
  void aProvidersOwnValuesGoOverTheDefaultsKeyByKey() {
    Config config =
        config(
            """
            defaults:
              timeouts: {connect: 1s, idle: 7s}
              retry: {attempts: 5, on: [500]}
              breaker: {failures: 9}
              max_concurrent: 7
              queue: {wait: 3s}
            providers:
              mine:
                base_url: http://a
                timeouts: {idle: off, first_byte: 9s}
                retry: {attempts: 0}
                breaker: {rate: 0.9}
                queue: {length: 1}
            """);
    ProviderConfig mine = provider(config, "mine");
    assertThat(mine.timeouts().connect()).hasSeconds(1);
    assertThat(mine.timeouts().idle()).isEmpty();
    assertThat(mine.timeouts().firstByte()).contains(Duration.ofSeconds(9));
    assertThat(mine.timeouts().firstByteSet()).isTrue();
    assertThat(config.defaults().timeouts().firstByteSet()).isFalse();
    assertThat(mine.retry().attempts()).isZero();
    assertThat(mine.retry().on()).containsExactly(500);
    assertThat(mine.breaker().failures()).isEqualTo(9);
    assertThat(mine.breaker().rate()).isEqualTo(0.9);
    assertThat(mine.maxConcurrent()).isEqualTo(7);
    assertThat(mine.queue().length()).isEqualTo(1);
    assertThat(mine.queue().maxWait()).hasSeconds(3);
  }

  @Test
  void aHeaderThatWouldBreakTheRequestIsAMistakeAtLoad() {
    assertThat(
            errors(
                """
                providers:
                  mine:
                    base_url: http://a
                    headers: {X-A: "a\\r\\nb: c", X-B: "\u2615", "X C": d, Host: e, x-arobase-hops: "1"}
                """))
        .extracting(error -> error.substring(error.indexOf(": ") + 2))
        .containsExactly(
            "providers.mine.headers.X-A: the value holds a line break at position 2",
            "providers.mine.headers.X-B: the value holds a character outside Latin-1 at position 1",
            "providers.mine.headers[\"X C\"]: \"x c\" is no name of a header",
            "providers.mine.headers.Host: the header host is the gateway's own to send",
            "providers.mine.headers.x-arobase-hops: the header x-arobase-hops is the gateway's own"
                + " to send");
  }

  @Test
  void aPricePerTokenIsSuspectedAndAFreeModelIsNot() {
    String yaml =
        """
        providers:
          mine:
            base_url: http://a
            models:
              pricing: {m: {prompt: "0.00000003", completion: "0"}}
        """;
    assertThat(warnings(yaml, Map.of()))
        .containsExactly(
            "routes.yaml:5:29: providers.mine.models.pricing.m.prompt: 0.00000003 USD per million"
                + " tokens is next to nothing; is it a price per token?");
    assertThat(at(at(provider(config(yaml), "mine").models().pricing(), "m"), "prompt"))
        .isEqualByComparingTo("0.00000003");
  }

  @Test
  void theListAndItsUnitAreReadAsTheFileSays() {
    ProviderConfig mine =
        provider(
            config(
                """
                providers:
                  mine:
                    base_url: http://a
                    models:
                      sync: off
                      path: /models/list
                      shape: deepinfra-native
                      price_unit: cents-per-token
                      list: [Qwen/Qwen3, {id: b, context_length: 8192, type: embedding, canonical: X/B}]
                      canonical: {Qwen/Qwen3: Qwen/QWEN3}
                """),
            "mine");
    assertThat(mine.models().sync()).isEmpty();
    assertThat(mine.models().paths()).containsExactly("/models/list");
    assertThat(mine.models().shape()).isEqualTo(ListShape.DEEPINFRA_NATIVE);
    assertThat(mine.models().unit()).isEqualTo(PriceUnit.CENTS_PER_TOKEN);
    assertThat(mine.models().list()).extracting(StaticModel::id).containsExactly("Qwen/Qwen3", "b");
    assertThat(mine.models().list().get(1).canonical()).contains("x/b");
    assertThat(mine.models().canonical()).containsEntry("Qwen/Qwen3", "qwen/qwen3");
  }

  @Test
  void aHostedProviderAtItsOwnAddressExtendsTheCatalogAndElsewhereIsLocal() {
    assertThat(provider(config("", Map.of("GROQ_API_KEY", "k")), "groq").models().policy())
        .isEqualTo(ModelPolicy.EXTEND);
    ProviderConfig moved =
        provider(config("providers: {groq: {api_key: k, base_url: 'http://a'}}"), "groq");
    assertThat(moved.models().policy()).isEqualTo(ModelPolicy.LOCAL);
    assertThat(moved.customBaseUrl()).isTrue();
    assertThat(moved.traits().hosted()).isTrue();
  }

  @Test
  void aFileOfAProviderThatIsNotThereIsNamed() {
    LoadResult result =
        Loading.result("providers: {mine: {base_url: 'http://a', api_key_file: no.key}}", Map.of());
    assertThat(result).isInstanceOf(LoadResult.Refused.class);
    assertThat(((LoadResult.Refused) result).errors())
        .extracting(Diagnostic::message)
        .containsExactly("providers.mine.api_key_file: cannot be read: there is no file no.key");
    assertThat(result.files().paths()).containsExactly(Path.of("no.key").toAbsolutePath());
  }
}
