package dev.arobase.access;

/** The request headers that may carry a gateway key, in the order in which they are looked at. */
public enum KeyPlace {
  /** {@code Authorization: Bearer KEY}, the scheme in any case. */
  AUTHORIZATION("authorization"),
  X_API_KEY("x-api-key"),
  API_KEY("api-key"),
  X_GOOG_API_KEY("x-goog-api-key"),
  /** For clients whose {@code Authorization} holds a provider's key. */
  X_AROBASE_KEY("x-arobase-key"),
  /** As above, the name that clients written for Portkey use. */
  X_PORTKEY_API_KEY("x-portkey-api-key");

  private final String header;

  KeyPlace(String header) {
    this.header = header;
  }

  /** The header's name in lower case. */
  public String header() {
    return header;
  }
}
