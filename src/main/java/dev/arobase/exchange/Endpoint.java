package dev.arobase.exchange;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The routed endpoints: what their requests and answers speak, and what they make. */
public enum Endpoint {
  CHAT_COMPLETIONS("/chat/completions", "chat", Generation.TEXT),
  COMPLETIONS("/completions", "completions", Generation.TEXT),
  EMBEDDINGS("/embeddings", "embeddings", Generation.EMBEDDING),
  IMAGES_GENERATIONS("/images/generations", "images", Generation.IMAGE),
  IMAGES_EDITS("/images/edits", "images", Generation.IMAGE),
  MODERATIONS("/moderations", "moderations", Generation.JUDGEMENT),
  RESPONSES("/responses", "responses", Generation.TEXT),
  AUDIO_SPEECH("/audio/speech", "audio", Generation.AUDIO),
  AUDIO_TRANSCRIPTIONS("/audio/transcriptions", "audio", Generation.TRANSCRIPT),
  AUDIO_TRANSLATIONS("/audio/translations", "audio", Generation.TRANSCRIPT),
  RERANK("/rerank", "rerank", Generation.JUDGEMENT),
  MESSAGES("/messages", "messages", Generation.TEXT),
  MESSAGES_COUNT_TOKENS("/messages/count_tokens", "messages", Generation.COUNT),

  /** Any other path: passed through to an explicitly named provider, as it is. */
  OTHER("", "other", Generation.UNKNOWN);

  /** What an endpoint makes; decides what may be repeated after a timeout. */
  public enum Generation {
    TEXT,
    EMBEDDING,
    IMAGE,
    AUDIO,
    TRANSCRIPT,
    JUDGEMENT,
    COUNT,
    UNKNOWN
  }

  private static final Map<String, Endpoint> BY_PATH = byPaths();

  private final String path;
  private final String dialect;
  private final Generation generation;

  Endpoint(String path, String dialect, Generation generation) {
    this.path = path;
    this.dialect = dialect;
    this.generation = generation;
  }

  /** After {@code /v1}, with a leading slash; empty for {@link #OTHER}. */
  public String path() {
    return path;
  }

  /**
   * The dialect's name: {@code chat}, {@code completions}, {@code responses}, {@code messages}, …
   */
  public String dialect() {
    return dialect;
  }

  public Generation generation() {
    return generation;
  }

  /** The endpoint of a path after {@code /v1}, exact, without its query. */
  public static Optional<Endpoint> ofPath(String path) {
    return Optional.ofNullable(BY_PATH.get(path));
  }

  private static Map<String, Endpoint> byPaths() {
    Map<String, Endpoint> paths = new HashMap<>();
    for (Endpoint endpoint : values()) {
      if (endpoint != OTHER) {
        paths.put(endpoint.path, endpoint);
      }
    }
    return Map.copyOf(paths);
  }
}
