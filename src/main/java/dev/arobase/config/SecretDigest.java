package dev.arobase.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a client's key: enough to recognise it, useless to whoever reads it. Equality
 * takes a time that does not depend on where two digests differ, so one may be the key of a hash
 * map.
 */
public final class SecretDigest {
  private static final int BYTES = 32;

  private final byte[] sha256;

  private SecretDigest(byte[] sha256) {
    this.sha256 = sha256;
  }

  public static SecretDigest of(String text) {
    try {
      return new SecretDigest(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** From 64 hexadecimal digits of either case; empty for anything else. */
  public static Optional<SecretDigest> parse(String hexadecimal) {
    if (hexadecimal.length() != 2 * BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SecretDigest(HexFormat.of().parseHex(hexadecimal)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretDigest digest && MessageDigest.isEqual(sha256, digest.sha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  @Override
  public String toString() {
    return "sha256:***";
  }
}
