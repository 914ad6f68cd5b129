package dev.arobase.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A key or a password. Its text never shows in a log, an error or a dump: {@code toString} says
 * {@code ***}, and only {@link #reveal} gives the text away.
 */
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    return new Secret(text);
  }

  /** The text itself, for the header it belongs in and nothing else. */
  public String reveal() {
    return text;
  }

  public SecretDigest digest() {
    return SecretDigest.of(text);
  }

  /** Whether this is the candidate, in a time that does not tell how much of it is right. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(text.getBytes(UTF_8), candidate.getBytes(UTF_8));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && matches(secret.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
