package dev.arobase.wire;

import java.util.Locale;

/**
 * A provider key as the header that carries it.
 *
 * @param header lower-case, such as {@code authorization} or {@code x-api-key}
 * @param value with its scheme, such as {@code Bearer …}
 */
public record Credential(String header, String value) {
  public Credential {
    header = header.toLowerCase(Locale.ROOT);
  }

  /**
   * A key in the style of a provider.
   *
   * @param scheme such as {@code Bearer}; empty for the bare key
   */
  public static Credential of(String header, String scheme, String key) {
    return new Credential(header, scheme.isEmpty() ? key : scheme + " " + key);
  }

  /** Without the value. */
  @Override
  public String toString() {
    return "Credential[" + header + "=***]";
  }
}
