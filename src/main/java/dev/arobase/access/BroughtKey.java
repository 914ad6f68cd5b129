package dev.arobase.access;

/** A provider key that a client sent along; it goes to the provider it was given for only. */
public final class BroughtKey {
  private final String text;
  private final KeyPlace place;

  public BroughtKey(String text, KeyPlace place) {
    this.text = text;
    this.place = place;
  }

  /** The key itself, without a scheme: for the upstream's auth header and nothing else. */
  public String reveal() {
    return text;
  }

  /** Which header it came in. */
  public KeyPlace place() {
    return place;
  }

  @Override
  public String toString() {
    return "***";
  }
}
