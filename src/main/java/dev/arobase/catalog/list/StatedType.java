package dev.arobase.catalog.list;

import dev.arobase.catalog.ModelType;
import java.util.Locale;
import java.util.Set;

/** What a model is for, from the words with which lists state it. */
final class StatedType {

  private StatedType() {}

  /** From a word such as {@code chat}, {@code text-to-image} or {@code embeddings}. */
  static ModelType of(String word) {
    String lower = word.toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (lower) {
      case "chat", "language", "code", "text", "text-generation", "llm", "vision", "completion" ->
          ModelType.CHAT;
      case "embedding",
          "embeddings",
          "embedding-model",
          "feature-extraction",
          "sentence-similarity" ->
          ModelType.EMBEDDING;
      case "image",
          "text-to-image",
          "image-to-image",
          "image-generation",
          "inpaint",
          "upscale",
          "flumina-base-model" ->
          ModelType.IMAGE;
      case "audio",
          "tts",
          "asr",
          "speech",
          "transcribe",
          "transcription",
          "text-to-speech",
          "text-to-audio",
          "automatic-speech-recognition" ->
          ModelType.AUDIO;
      case "rerank", "reranker", "reranking", "text-ranking" -> ModelType.RERANK;
      case "moderation", "text-moderation" -> ModelType.MODERATION;
      case "video", "text-to-video", "image-to-video" -> ModelType.VIDEO;
      default -> ModelType.UNKNOWN;
    };
  }

  /** From what comes out; whatever gives text answers chats. */
  static ModelType ofOutputs(Set<String> outputs) {
    if (outputs.contains("text")) {
      return ModelType.CHAT;
    }
    for (String output : outputs) {
      ModelType type = of(output);
      if (type != ModelType.UNKNOWN) {
        return type;
      }
    }
    return ModelType.UNKNOWN;
  }
}
