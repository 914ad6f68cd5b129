package dev.arobase.config;

/**
 * How a provider wants its key.
 *
 * @param header the header's name
 * @param scheme the word before the key; empty for none
 */
public record AuthStyle(String header, String scheme) {
  public static final AuthStyle BEARER = new AuthStyle("authorization", "Bearer");

  /** The header's value with this key. */
  public String value(Secret key) {
    return scheme.isEmpty() ? key.reveal() : scheme + " " + key.reveal();
  }
}
