package dev.arobase.catalog;

/** What a model is for; decides which endpoints its offerings serve. UNKNOWN rules nothing out. */
public enum ModelType {
  CHAT,
  EMBEDDING,
  IMAGE,
  AUDIO,
  RERANK,
  MODERATION,
  VIDEO,
  UNKNOWN
}
