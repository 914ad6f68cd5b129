package dev.arobase.resolve;

import dev.arobase.catalog.ModelType;
import dev.arobase.catalog.Offering;
import dev.arobase.config.ProviderConfig;
import dev.arobase.exchange.Endpoint;
import java.util.Set;

/** Which endpoints an offering serves, as far as its list tells. */
final class EndpointSupport {

  /** Hosted services that speak Anthropic's dialect at {@code /messages} beside their base URL. */
  private static final Set<String> SPEAK_MESSAGES = Set.of("anthropic", "openrouter", "vercel");

  /** Hosted services that speak OpenAI's newer dialect at {@code /responses}. */
  private static final Set<String> SPEAK_RESPONSES =
      Set.of(
          "openai",
          "azure-openai",
          "openrouter",
          "groq",
          "xai",
          "fireworks",
          "huggingface",
          "vercel");

  private EndpointSupport() {}

  /** False only where the type is known and serves something else; unknown rules nothing out. */
  static boolean possible(Offering offering, Endpoint endpoint) {
    return switch (endpoint) {
      case CHAT_COMPLETIONS, COMPLETIONS, RESPONSES, MESSAGES, MESSAGES_COUNT_TOKENS ->
          switch (offering.type()) {
            case CHAT, UNKNOWN -> true;
            // Guard models are asked in chat as well.
            case MODERATION -> endpoint != Endpoint.COMPLETIONS;
            case IMAGE, AUDIO ->
                offering.inputModalities().contains("text")
                    && offering.outputModalities().contains("text");
            case EMBEDDING, RERANK, VIDEO -> false;
          };
      case EMBEDDINGS -> is(offering, ModelType.EMBEDDING);
      case RERANK -> is(offering, ModelType.RERANK);
      case MODERATIONS -> is(offering, ModelType.MODERATION);
      case IMAGES_GENERATIONS, IMAGES_EDITS ->
          is(offering, ModelType.IMAGE) || offering.outputModalities().contains("image");
      case AUDIO_SPEECH ->
          is(offering, ModelType.AUDIO) || offering.outputModalities().contains("audio");
      case AUDIO_TRANSCRIPTIONS, AUDIO_TRANSLATIONS ->
          is(offering, ModelType.AUDIO) || offering.inputModalities().contains("audio");
      case OTHER -> true;
    };
  }

  /**
   * Whether the provider is known to speak the endpoint's dialect. Most hosted services speak
   * neither Messages nor Responses; nobody keeps a list of those that do up to date, so that this
   * only orders.
   */
  static boolean likely(ProviderConfig provider, Endpoint endpoint) {
    return switch (endpoint) {
      case MESSAGES, MESSAGES_COUNT_TOKENS ->
          !provider.traits().hosted() || SPEAK_MESSAGES.contains(provider.name());
      case RESPONSES -> !provider.traits().hosted() || SPEAK_RESPONSES.contains(provider.name());
      default -> true;
    };
  }

  private static boolean is(Offering offering, ModelType type) {
    return offering.type() == type || offering.type() == ModelType.UNKNOWN;
  }
}
