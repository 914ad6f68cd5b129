package dev.arobase.config;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A JSON value as text, numbers spelled as somebody wrote them.
 *
 * @param text valid JSON on one line
 */
public record RawJson(String text) {

  public byte[] bytes() {
    return text.getBytes(UTF_8);
  }
}
