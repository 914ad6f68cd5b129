package dev.arobase.catalog.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A rendered answer.
 *
 * @param body JSON in UTF-8; must not be changed
 * @param etag quoted, as it goes into the header
 */
@SuppressWarnings("ArrayRecordComponent") // compared by ETag alone, and copying 500 KB is not free
public record Page(byte[] body, String etag) {

  static Page of(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return new Page(body, '"' + HexFormat.of().formatHex(digest, 0, 16) + '"');
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Whether the client has this page already, so that 304 is the answer.
   *
   * @param ifNoneMatch the header's value: ETags with commas between, weak ones too, or {@code *}
   */
  public boolean isKnownBy(String ifNoneMatch) {
    for (String tag : ifNoneMatch.split(",", -1)) {
      String strong = tag.strip();
      if (strong.startsWith("W/")) {
        strong = strong.substring(2);
      }
      if (strong.equals(etag) || strong.equals("*")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Page page && page.etag.equals(etag);
  }

  @Override
  public int hashCode() {
    return etag.hashCode();
  }

  @Override
  public String toString() {
    return "Page " + etag + ", " + body.length + " bytes";
  }

  /** The body as text, for tests and logs. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
