package dev.arobase.catalog.list;

import dev.arobase.config.ListShape;
import dev.arobase.config.PriceUnit;
import java.math.BigDecimal;
import java.util.Optional;

/** The parser of a shape and the reader of a unit, as a provider's entry names them. */
public final class ListParsers {

  private ListParsers() {}

  /** Empty for a provider without a list. */
  public static Optional<ListParser> of(ListShape shape) {
    return switch (shape) {
      case OPENAI -> Optional.of(new OpenAiList());
      case OPENROUTER -> Optional.of(new OpenRouterList());
      case DEEPINFRA -> Optional.of(new DeepInfraList());
      case DEEPINFRA_NATIVE -> Optional.of(new DeepInfraNativeList());
      case TOGETHER -> Optional.of(new TogetherList());
      case GROQ -> Optional.of(new GroqList());
      case FIREWORKS -> Optional.of(new FireworksList());
      case NOVITA -> Optional.of(new NovitaList());
      case NEBIUS -> Optional.of(new NebiusList());
      case XAI, XAI_LANGUAGE_MODELS -> Optional.of(new XaiList());
      case MISTRAL -> Optional.of(new MistralList());
      case HUGGINGFACE -> Optional.of(new HuggingFaceList());
      case NEAR -> Optional.of(new NearList());
      case CHUTES -> Optional.of(new ChutesList());
      case ZENMUX -> Optional.of(new ZenMuxList());
      case CLOUDFLARE -> Optional.of(new CloudflareList());
      case VLLM -> Optional.of(new VllmList());
      case LLAMACPP -> Optional.of(new LlamaCppList());
      case OLLAMA_TAGS -> Optional.of(new OllamaTagsList());
      case ANTHROPIC -> Optional.of(new AnthropicList());
      case GEMINI, GEMINI_NATIVE -> Optional.of(new GeminiList());
      case VERCEL -> Optional.of(new VercelList());
      case VENICE -> Optional.of(new VeniceList());
      case FEATHERLESS -> Optional.of(new FeatherlessList());
      case MOONSHOT -> Optional.of(new MoonshotList());
      case PORTKEY -> Optional.of(new PortkeyList());
      case NONE -> Optional.empty();
    };
  }

  /**
   * The reader of a unit.
   *
   * @param zeroIsUnknown the provider writes 0 for what is priced otherwise
   */
  public static PriceReader prices(PriceUnit unit, boolean zeroIsUnknown) {
    return switch (unit) {
      case NONE -> PriceReader.NONE;
      // The amounts of the last two state their own scale; 1 stands for itself.
      case USD_PER_TOKEN, SCALED, STATED -> new PriceReader(BigDecimal.ONE, zeroIsUnknown);
      case USD_PER_MILLION -> new PriceReader(new BigDecimal("0.000001"), zeroIsUnknown);
      case CENTS_PER_TOKEN -> new PriceReader(new BigDecimal("0.01"), zeroIsUnknown);
      case TEN_THOUSANDTHS_PER_MILLION ->
          new PriceReader(new BigDecimal("0.0000000001"), zeroIsUnknown);
    };
  }
}
