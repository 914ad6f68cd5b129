package dev.arobase.wire;

/** What a request wants of a model beyond text. */
public enum Feature {
  TOOLS,
  RESPONSE_FORMAT,
  VISION
}
