package dev.arobase.config;

/** How a provider's list of models is laid out; one parser each, chosen by the provider's entry. */
public enum ListShape implements Word {
  /** {@code {object, data: [{id}]}}, no prices, no context. */
  OPENAI("openai"),
  OPENROUTER("openrouter"),
  DEEPINFRA("deepinfra"),
  /** {@code /models/list} beside the OpenAI-compatible list. */
  DEEPINFRA_NATIVE("deepinfra-native"),
  TOGETHER("together"),
  GROQ("groq"),
  FIREWORKS("fireworks"),
  NOVITA("novita"),
  NEBIUS("nebius"),
  XAI("xai"),
  XAI_LANGUAGE_MODELS("xai-language-models"),
  MISTRAL("mistral"),
  HUGGINGFACE("huggingface"),
  NEAR("near"),
  CHUTES("chutes"),
  ZENMUX("zenmux"),
  CLOUDFLARE("cloudflare"),
  VLLM("vllm"),
  LLAMACPP("llamacpp"),
  /** Ollama's own {@code /api/tags}. */
  OLLAMA_TAGS("ollama-tags"),
  ANTHROPIC("anthropic"),
  GEMINI("gemini"),
  GEMINI_NATIVE("gemini-native"),
  VERCEL("vercel"),
  VENICE("venice"),
  FEATHERLESS("featherless"),
  MOONSHOT("moonshot"),
  PORTKEY("portkey"),
  /** There is no list: static ids only. */
  NONE("none");

  private final String word;

  ListShape(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
