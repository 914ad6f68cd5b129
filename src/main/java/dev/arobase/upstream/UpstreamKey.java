package dev.arobase.upstream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A provider's key and the fingerprint it is known by. Two keys are equal when their texts are; no
 * text is ever shown.
 */
public final class UpstreamKey {
  private final String text;
  private final String fingerprint;

  public UpstreamKey(String text) {
    this.text = text;
    this.fingerprint = fingerprintOf(text);
  }

  /** The secret itself, for the request's header only. */
  public String text() {
    return text;
  }

  /** 16 hex digits that tell keys apart without telling anything about them. */
  public String fingerprint() {
    return fingerprint;
  }

  private static String fingerprintOf(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UpstreamKey key && key.text.equals(text);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(fingerprint);
  }

  @Override
  public String toString() {
    return "UpstreamKey[" + fingerprint + "]";
  }
}
