package dev.arobase.access;

import io.vertx.core.MultiMap;
import java.util.List;

/** What one header says about a key. */
sealed interface PresentedKey {

  /** The header is not there, or empty. */
  record Absent() implements PresentedKey {}

  /** The header is there, and no key can be read from it. */
  record Unusable(Access.Reason reason) implements PresentedKey {}

  /** Visible ASCII, without a scheme. */
  record Text(String key) implements PresentedKey {
    @Override
    public String toString() {
      return "Text[***]";
    }
  }

  static PresentedKey read(MultiMap clientHeaders, KeyPlace place) {
    return read(clientHeaders, place, false);
  }

  /**
   * A provider's key in {@code Authorization}. The scheme may be missing: Portkey's SDK for Node
   * sends what it is given, and Portkey's gateway takes it.
   */
  static PresentedKey readProviderKey(MultiMap clientHeaders) {
    return read(clientHeaders, KeyPlace.AUTHORIZATION, true);
  }

  private static PresentedKey read(MultiMap clientHeaders, KeyPlace place, boolean schemeOptional) {
    List<String> values = clientHeaders.getAll(place.header());
    if (values.isEmpty()) {
      return new Absent();
    }
    if (values.size() > 1) {
      // Which of the two is meant is anybody's guess, and guesses open doors.
      return new Unusable(Access.Reason.MALFORMED);
    }
    String value = values.getFirst().strip();
    if (place == KeyPlace.AUTHORIZATION) {
      return bearer(value, schemeOptional);
    }
    return value.isEmpty() ? new Absent() : text(value);
  }

  private static PresentedKey bearer(String value, boolean schemeOptional) {
    if (value.isEmpty()) {
      return new Absent();
    }
    if (!value.regionMatches(true, 0, "Bearer", 0, 6)) {
      return schemeOptional ? text(value) : new Unusable(Access.Reason.WRONG_SCHEME);
    }
    String rest = value.substring(6);
    String key = rest.strip();
    if (key.isEmpty()) {
      return new Absent();
    }
    char separator = rest.charAt(0);
    return separator == ' ' || separator == '\t'
        ? text(key)
        : new Unusable(Access.Reason.WRONG_SCHEME);
  }

  private static PresentedKey text(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c <= ' ' || c > '~') {
        return new Unusable(Access.Reason.MALFORMED);
      }
    }
    return new Text(key);
  }
}
