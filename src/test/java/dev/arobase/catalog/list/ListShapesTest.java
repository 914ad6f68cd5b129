package dev.arobase.catalog.list;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.catalog.ModelType;
import dev.arobase.catalog.Price;
import dev.arobase.config.ListShape;
import dev.arobase.config.PriceUnit;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One hand-computed vector for each shape; the amounts beside are what a person works out. */
class ListShapesTest {

  private static ListPage page(
      ListShape shape, PriceUnit unit, boolean zeroIsUnknown, String json) {
    ParsedPage parsed =
        new ListReader(ListParsers.of(shape).orElseThrow(), ListParsers.prices(unit, zeroIsUnknown))
            .read(new ByteArrayInputStream(json.getBytes(UTF_8)));
    assertThat(parsed).isInstanceOf(ParsedPage.Read.class);
    return ((ParsedPage.Read) parsed).page();
  }

  private static List<ListRow> rows(ListShape shape, PriceUnit unit, String json) {
    return page(shape, unit, false, json).rows();
  }

  private static ListRow row(ListShape shape, PriceUnit unit, String entry) {
    return rows(shape, unit, "{\"object\":\"list\",\"data\":[" + entry + "]}").getFirst();
  }

  private static String plain(Price price) {
    return ((Price.Known) price).plain();
  }

  private static void costs(ListRow row, String prompt, String completion) {
    assertThat(plain(row.pricing().prompt())).isEqualTo(prompt);
    assertThat(plain(row.pricing().completion())).isEqualTo(completion);
  }

  @Test
  void openAiHasIdsAndDatesOnly() {
    ListRow row =
        row(
            ListShape.OPENAI,
            PriceUnit.NONE,
            """
            {"id":"gpt-4o-mini","object":"model","created":1721172741,"owned_by":"system","pricing":{"prompt":"1"}}\
            """);
    assertThat(row.created()).isEqualTo(1721172741L);
    assertThat(row.ownedBy()).contains("system");
    assertThat(row.pricing().isUnknown()).isTrue();
  }

  @Test
  void openRouterTakesTheDiscountOffEveryPriceAndKeepsOverrides() {
    ListRow row =
        row(
            ListShape.OPENROUTER,
            PriceUnit.USD_PER_TOKEN,
            """
            {"id":"a/b","canonical_slug":"a/b-20250101","hugging_face_id":"A/B","name":"B","created":1754414229,
             "context_length":null,"architecture":{"input_modalities":["text","image"],"output_modalities":["text"]},
             "pricing":{"prompt":"0.000002","completion":"0.00001","input_cache_read":"0.0000005","discount":0.25,
                "overrides":[{"min_prompt_tokens":200000,"prompt":"0.000004"},{"utc_start":1630,"utc_end":"0030","completion":"0.000005"}]},
             "top_provider":{"context_length":131072,"max_completion_tokens":4096},"supported_parameters":["tools"]}\
            """);
    costs(row, "0.0000015", "0.0000075");
    assertThat(plain(row.pricing().more().get("input_cache_read"))).isEqualTo("0.000000375");
    assertThat(row.pricing().more()).doesNotContainKeys("discount", "overrides");
    assertThat(row.pricing().tiers()).hasSize(2);
    assertThat(row.pricing().tiers().getFirst().minPromptTokens()).isEqualTo(200000);
    assertThat(plain(row.pricing().tiers().getFirst().prices().get("prompt")))
        .isEqualTo("0.000003");
    assertThat(row.pricing().tiers().getLast().utcStart()).isEqualTo(1630);
    assertThat(row.pricing().tiers().getLast().utcEnd()).isEqualTo(30);
    assertThat(row.contextLength()).isEqualTo(OptionalLong.of(131072));
    assertThat(row.type()).isEqualTo(ModelType.CHAT);
    assertThat(row.huggingFaceId()).contains("A/B");
  }

  @Test
  void openRoutersMinusOneIsDynamicAndAnEmptyHuggingFaceIdIsNone() {
    ListRow row =
        row(
            ListShape.OPENROUTER,
            PriceUnit.USD_PER_TOKEN,
            """
            {"id":"openrouter/auto","hugging_face_id":"","pricing":{"prompt":"-1","completion":"-1"}}\
            """);
    assertThat(row.pricing().prompt()).isEqualTo(Price.DYNAMIC);
    assertThat(row.huggingFaceId()).isEmpty();
  }

  @Test
  void openRouterTellsItsNextPage() {
    ListPage page =
        page(
            ListShape.OPENROUTER,
            PriceUnit.USD_PER_TOKEN,
            false,
            """
            {"data":[{"id":"a/b","links":{"next":"wrong"}}],"total_count":2,"links":{"next":"/api/v1/models?page=2"}}\
            """);
    assertThat(page.next()).contains(new NextPage.Link("/api/v1/models?page=2"));
  }

  @Test
  void deepInfraReadsMetadataAloneAndItsFloatNoiseIsGone() {
    ListRow row =
        row(
            ListShape.DEEPINFRA,
            PriceUnit.USD_PER_MILLION,
            """
            {"id":"openai/gpt-oss-20b","created":0,"pricing":{"input_tokens":999},
             "metadata":{"context_length":131072,"max_tokens":8192,"tags":["vision"],
               "pricing":{"input_tokens":0.030000000000000002,"output_tokens":0.14,"cache_read_tokens":0.020000000000000004}}}\
            """);
    costs(row, "0.00000003", "0.00000014");
    assertThat(plain(row.pricing().more().get("input_cache_read"))).isEqualTo("0.00000002");
    assertThat(row.inputModalities()).contains("image");
  }

  @Test
  void deepInfrasNullMetadataIsAModelWithoutAPrice() {
    ListRow row =
        row(
            ListShape.DEEPINFRA,
            PriceUnit.USD_PER_MILLION,
            """
            {"id":"BAAI/bge-m3","metadata":null}\
            """);
    assertThat(row.pricing().isUnknown()).isTrue();
    assertThat(row.contextLength()).isEmpty();
    assertThat(row.type()).isEqualTo(ModelType.EMBEDDING);
  }

  @Test
  void deepInfrasNativeListCountsCentsPerToken() {
    List<ListRow> rows =
        rows(
            ListShape.DEEPINFRA_NATIVE,
            PriceUnit.CENTS_PER_TOKEN,
            """
            [{"model_name":"Qwen/Qwen3-Max","type":"text-generation","max_tokens":256000,"deprecated":null,
              "pricing":{"cents_per_input_token":0.00012,"cents_per_output_token":0.0006,"rate_per_input_token_cached":0.2}},
             {"model_name":"old/one","type":"text-generation","deprecated":1735689600,"replaced_by":"new/one",
              "pricing":{"cents_per_input_token":7e-05,"cents_per_output_token":9e-05}}]\
            """);
    costs(rows.getFirst(), "0.0000012", "0.000006");
    assertThat(plain(rows.getFirst().pricing().more().get("input_cache_read")))
        .isEqualTo("0.00000024");
    assertThat(rows.getLast().expiry())
        .contains(
            new Expiry(
                Optional.of(Instant.parse("2025-01-01T00:00:00Z")),
                "expired on 2025-01-01, replaced by new/one"));
  }

  @Test
  void togethersZeroIsUnknownUnlessTheIdSaysFree() {
    List<ListRow> rows =
        page(
                ListShape.TOGETHER,
                PriceUnit.USD_PER_MILLION,
                true,
                """
                [{"id":"m/paid","type":"chat","context_length":8192,"pricing":{"hourly":0,"input":0.2,"output":0.6}},
                 {"id":"m/odd","type":"audio","context_length":0,"pricing":{"input":0,"output":0}},
                 {"id":"m/gift:free","type":"chat","pricing":{"input":0,"output":0}}]\
                """)
            .rows();
    costs(rows.get(0), "0.0000002", "0.0000006");
    assertThat(rows.get(1).pricing().isUnknown()).isTrue();
    assertThat(rows.get(1).type()).isEqualTo(ModelType.AUDIO);
    assertThat(rows.get(1).contextLength()).isEmpty();
    assertThat(rows.get(2).pricing().prompt()).isEqualTo(Price.FREE);
  }

  @Test
  void groqsInactiveModelsHaveEnded() {
    ListRow row =
        row(
            ListShape.GROQ,
            PriceUnit.NONE,
            """
            {"id":"whisper-large-v3","active":false,"context_window":448,"max_completion_tokens":400}\
            """);
    assertThat(row.contextLength()).isEqualTo(OptionalLong.of(448));
    assertThat(row.maxOutput()).isEqualTo(OptionalLong.of(400));
    assertThat(row.type()).isEqualTo(ModelType.AUDIO);
    assertThat(row.expiry().orElseThrow().holdsAt(Instant.EPOCH)).isTrue();
  }

  @Test
  void fireworksSaysWhatAModelCanDo() {
    List<ListRow> rows =
        rows(
            ListShape.FIREWORKS,
            PriceUnit.NONE,
            """
            {"data":[{"id":"accounts/fireworks/models/glm-5","kind":"HF_BASE_MODEL","supports_chat":true,"supports_tools":true,"context_length":202752},
             {"id":"accounts/fireworks/models/q","kind":"EMBEDDING_MODEL","supports_chat":false,"context_length":40960}]}\
            """);
    assertThat(rows.getFirst().type()).isEqualTo(ModelType.CHAT);
    assertThat(rows.getFirst().supportedParameters()).contains("tools");
    assertThat(rows.getLast().type()).isEqualTo(ModelType.EMBEDDING);
  }

  @Test
  void novitaCountsTenThousandthsPerMillion() {
    List<ListRow> rows =
        rows(
            ListShape.NOVITA,
            PriceUnit.TEN_THOUSANDTHS_PER_MILLION,
            """
            {"data":[{"id":"d/p","input_token_price_per_m":7000,"output_token_price_per_m":25000,"context_size":160000,"status":1,"model_type":"chat","display_name":"P"},
             {"id":"d/q","status":2}]}\
            """);
    costs(rows.getFirst(), "0.0000007", "0.0000025");
    assertThat(rows.getFirst().name()).contains("P");
    assertThat(rows.getLast().expiry()).isPresent();
  }

  @Test
  void nebiusReadsItsVerboseList() {
    ListRow row =
        row(
            ListShape.NEBIUS,
            PriceUnit.USD_PER_TOKEN,
            """
            {"id":"Qwen/Q-fast","context_length":32768,"pricing":{"prompt":"0.00000013","completion":"0.0000004"}}\
            """);
    costs(row, "0.00000013", "0.0000004");
  }

  @Test
  void xaiCountsTenThousandthsPerMillionAndHasAliases() {
    ListRow row =
        rows(
                ListShape.XAI_LANGUAGE_MODELS,
                PriceUnit.TEN_THOUSANDTHS_PER_MILLION,
                """
                {"models":[{"id":"grok-4","prompt_text_token_price":30000,"cached_prompt_text_token_price":7500,
                  "completion_text_token_price":150000,"aliases":["grok-4-latest"],"output_modalities":["text"]}]}\
                """)
            .getFirst();
    costs(row, "0.000003", "0.000015");
    assertThat(plain(row.pricing().more().get("input_cache_read"))).isEqualTo("0.00000075");
    assertThat(row.aliases()).containsExactly("grok-4-latest");
  }

  @Test
  void mistralDatesItsDeprecations() {
    ListRow row =
        rows(
                ListShape.MISTRAL,
                PriceUnit.NONE,
                """
                [{"id":"mistral-large-2411","max_context_length":131072,"capabilities":{"completion_chat":true,"function_calling":true},
                  "aliases":["mistral-large-latest"],"deprecation":"2026-06-01T12:00:00Z","type":"base"}]\
                """)
            .getFirst();
    assertThat(row.type()).isEqualTo(ModelType.CHAT);
    assertThat(row.supportedParameters()).contains("tools");
    assertThat(row.expiry().orElseThrow().holdsAt(Instant.parse("2026-06-01T11:59:59Z"))).isFalse();
    assertThat(row.expiry().orElseThrow().holdsAt(Instant.parse("2026-06-01T12:00:00Z"))).isTrue();
  }

  @Test
  void huggingFacesPriceIsDynamicWhereItsProvidersDiffer() {
    List<ListRow> rows =
        rows(
            ListShape.HUGGINGFACE,
            PriceUnit.USD_PER_MILLION,
            """
            {"data":[{"id":"a/differ","providers":[{"status":"live","context_length":65536,"pricing":{"input":1.69,"output":3.38}},
                {"status":"live","context_length":131072,"pricing":{"input":2.1,"output":3.38}},{"status":"error","pricing":{"input":9}}]},
              {"id":"a/dead","providers":[{"status":"error"}]}]}\
            """);
    assertThat(rows.getFirst().pricing().prompt()).isEqualTo(Price.DYNAMIC);
    assertThat(plain(rows.getFirst().pricing().completion())).isEqualTo("0.00000338");
    assertThat(rows.getFirst().contextLength()).isEqualTo(OptionalLong.of(131072));
    assertThat(rows.getLast().expiry()).isPresent();
  }

  @Test
  void nearScalesItsAmounts() {
    ListRow row =
        rows(
                ListShape.NEAR,
                PriceUnit.SCALED,
                """
                {"models":[{"modelId":"openai/gpt-oss-120b","inputCostPerToken":{"amount":150,"scale":-9,"currency":"USD"},
                  "outputCostPerToken":{"amount":550,"scale":-9,"currency":"USD"},"metadata":{"contextLength":131000}}]}\
                """)
            .getFirst();
    costs(row, "0.00000015", "0.00000055");
    assertThat(row.contextLength()).isEqualTo(OptionalLong.of(131000));
  }

  @Test
  void chutesUsesOpenRoutersNamesForPricesPerMillion() {
    ListRow row =
        row(
            ListShape.CHUTES,
            PriceUnit.USD_PER_MILLION,
            """
            {"id":"d/R1-TEE","max_model_len":163840,"pricing":{"prompt":0.104,"completion":0.42}}\
            """);
    costs(row, "0.000000104", "0.00000042");
    assertThat(row.contextLength()).isEqualTo(OptionalLong.of(163840));
  }

  @Test
  void zenMuxHasTiersWithUnitsAndCurrencies() {
    ListRow row =
        row(
            ListShape.ZENMUX,
            PriceUnit.STATED,
            """
            {"id":"q/max","pricings":{"prompt":[{"value":1.2,"unit":"perMTokens","currency":"USD","conditions":{"prompt_tokens":{"unit":"kTokens","gte":0,"lt":32}}},
               {"value":2.4,"unit":"perMTokens","currency":"USD","conditions":{"prompt_tokens":{"unit":"kTokens","gte":32,"lt":128}}}],
               "completion":[{"value":6,"unit":"perMTokens","currency":"CNY"}]}}\
            """);
    assertThat(plain(row.pricing().prompt())).isEqualTo("0.0000012");
    assertThat(row.pricing().completion()).isEqualTo(Price.UNKNOWN);
    assertThat(row.pricing().tiers().getFirst().minPromptTokens()).isEqualTo(31999);
    assertThat(plain(row.pricing().tiers().getFirst().prices().get("prompt")))
        .isEqualTo("0.0000024");
  }

  @Test
  void cloudflareWritesCostsPerTokenInScientificNotation() {
    List<ListRow> rows =
        page(
                ListShape.CLOUDFLARE,
                PriceUnit.USD_PER_TOKEN,
                true,
                """
                {"data":[{"id":"openai/gpt-4o","cost_in":5e-07,"cost_out":1.5e-06},{"id":"x/y","cost_in":-1,"cost_out":0}]}\
                """)
            .rows();
    costs(rows.getFirst(), "0.0000005", "0.0000015");
    assertThat(rows.getFirst().joinProvider()).contains("openai");
    assertThat(rows.getLast().pricing().prompt()).isEqualTo(Price.DYNAMIC);
    assertThat(rows.getLast().pricing().completion()).isEqualTo(Price.UNKNOWN);
  }

  @Test
  void serversOfOnesOwnSayTheirContext() {
    assertThat(
            row(ListShape.VLLM, PriceUnit.NONE, "{\"id\":\"m\",\"max_model_len\":131072}")
                .contextLength())
        .isEqualTo(OptionalLong.of(131072));
    assertThat(
            row(
                    ListShape.LLAMACPP,
                    PriceUnit.NONE,
                    "{\"id\":\"m\",\"meta\":{\"n_ctx_train\":4096}}")
                .contextLength())
        .isEqualTo(OptionalLong.of(4096));
    assertThat(
            row(ListShape.FEATHERLESS, PriceUnit.NONE, "{\"id\":\"m/n\",\"context_length\":32768}")
                .contextLength())
        .isEqualTo(OptionalLong.of(32768));
    assertThat(
            row(
                    ListShape.MOONSHOT,
                    PriceUnit.NONE,
                    "{\"id\":\"k\",\"context_length\":262144,\"supports_image_in\":true}")
                .inputModalities())
        .contains("image");
  }

  @Test
  void ollamasTagsKeepTheirColon() {
    List<ListRow> rows =
        rows(
            ListShape.OLLAMA_TAGS,
            PriceUnit.NONE,
            """
            {"models":[{"name":"gpt-oss:20b","modified_at":"2025-08-06T10:00:00Z"}]}\
            """);
    assertThat(rows.getFirst().id()).isEqualTo("gpt-oss:20b");
    assertThat(rows.getFirst().created()).isEqualTo(1754474400L);
  }

  @Test
  void anthropicHasPages() {
    ListPage page =
        page(
            ListShape.ANTHROPIC,
            PriceUnit.NONE,
            false,
            """
            {"data":[{"type":"model","id":"claude-sonnet-4-20250514","display_name":"Claude Sonnet 4","created_at":"2025-05-14T00:00:00Z"}],
             "has_more":true,"last_id":"claude-sonnet-4-20250514"}\
            """);
    assertThat(page.rows().getFirst().created()).isEqualTo(1747180800L);
    assertThat(page.next()).contains(new NextPage.Cursor("after_id", "claude-sonnet-4-20250514"));
  }

  @ParameterizedTest
  @EnumSource(names = {"GEMINI", "GEMINI_NATIVE"})
  void geminiIsKnownWithAndWithoutItsPrefix(ListShape shape) {
    ListPage page =
        page(
            shape,
            PriceUnit.NONE,
            false,
            """
            {"models":[{"name":"models/gemini-2.0-flash","inputTokenLimit":1048576,"outputTokenLimit":8192,"supportedGenerationMethods":["generateContent"]}],
             "nextPageToken":"abc"}\
            """);
    assertThat(page.rows().getFirst().aliases()).containsExactly("gemini-2.0-flash");
    assertThat(page.rows().getFirst().type()).isEqualTo(ModelType.CHAT);
    assertThat(page.next()).contains(new NextPage.Cursor("pageToken", "abc"));
    assertThat(row(ListShape.GEMINI, PriceUnit.NONE, "{\"id\":\"models/g\"}").aliases())
        .containsExactly("g");
  }

  @Test
  void vercelHasTiersByTheFirstTokenThatTheyHoldFor() {
    ListRow row =
        row(
            ListShape.VERCEL,
            PriceUnit.USD_PER_TOKEN,
            """
            {"id":"a/b","type":"language","context_window":200000,"pricing":{"input":"0.000003","output":"0.000015",
              "input_tiers":[{"cost":"0.000003","min":0,"max":200001},{"cost":"0.000006","min":200001}]}}\
            """);
    costs(row, "0.000003", "0.000015");
    assertThat(row.pricing().tiers().getFirst().minPromptTokens()).isEqualTo(200000);
  }

  @Test
  void veniceHasEverythingInItsSpecification() {
    ListRow row =
        row(
            ListShape.VENICE,
            PriceUnit.USD_PER_MILLION,
            """
            {"id":"v","type":"text","model_spec":{"name":"V","availableContextTokens":32768,
              "pricing":{"input":{"usd":0.5,"diem":5},"output":{"usd":2}}}}\
            """);
    costs(row, "0.0000005", "0.000002");
    assertThat(row.contextLength()).isEqualTo(OptionalLong.of(32768));
  }

  @Test
  void portkeysIdsAreJoinedByTheirSlug() {
    ListRow row =
        row(
            ListShape.PORTKEY,
            PriceUnit.NONE,
            """
            {"id":"@deepinfra/zai-org/GLM-4.5","slug":"zai-org/GLM-4.5","canonical_slug":"zai-org/GLM-4.5","object":"model"}\
            """);
    assertThat(row.id()).isEqualTo("@deepinfra/zai-org/GLM-4.5");
    assertThat(row.joinId()).contains("zai-org/GLM-4.5");
    assertThat(row.joinProvider()).contains("deepinfra");
  }
}
