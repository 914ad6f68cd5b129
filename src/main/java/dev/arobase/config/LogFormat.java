package dev.arobase.config;

/** How log lines look. */
public enum LogFormat implements Word {
  /** Text on a terminal, else JSON. */
  AUTO("auto"),
  JSON("json"),
  TEXT("text");

  private final String word;

  LogFormat(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
