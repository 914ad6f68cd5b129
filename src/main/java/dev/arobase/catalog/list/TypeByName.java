package dev.arobase.catalog.list;

import dev.arobase.catalog.ModelType;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a model is for, told from its name, for lists that do not say. Only families whose names
 * leave no doubt: a wrong answer would keep a model from its endpoint, UNKNOWN keeps it from none.
 */
final class TypeByName {

  private record Family(Pattern pattern, ModelType type) {}

  private static final List<Family> FAMILIES =
      List.of(
          family(
              "(^|/)(text-)?moderation-|omni-moderation|mistral-moderation", ModelType.MODERATION),
          family("(^|[/_-])rerank(er)?([_.-]|$)", ModelType.RERANK),
          family(
              "(^|[/_-])(text-)?embed(ding|dings)?([/_.-]|$)|(^|/)bge-(?!reranker)|(^|/)(multilingual-)?e5-"
                  + "|(^|/)gte-|^sentence-transformers/|(^|/)text2vec|(^|/)paraphrase-|(^|/)all-minilm",
              ModelType.EMBEDDING),
          family(
              "(^|[/_-])whisper([_.-]|$)|(^|/)tts-1|(^|/)playai-tts|(^|/)orpheus-"
                  + "|(^|/)gpt-4o(-mini)?-(tts|transcribe)|kokoro-82m",
              ModelType.AUDIO),
          family(
              "(^|/)dall-e|(^|/)gpt-image|(^|/)imagen-|(^|/)flux[.-]|(^|/)sdxl|stable-diffusion"
                  + "|(^|/)sd3",
              ModelType.IMAGE),
          family("(^|/)sora-|(^|/)veo-", ModelType.VIDEO));

  private TypeByName() {}

  static ModelType of(String id) {
    String lower = id.toLowerCase(Locale.ROOT);
    for (Family family : FAMILIES) {
      if (family.pattern.matcher(lower).find()) {
        return family.type;
      }
    }
    return ModelType.UNKNOWN;
  }

  private static Family family(String regex, ModelType type) {
    return new Family(Pattern.compile(regex), type);
  }
}
