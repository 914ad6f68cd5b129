package dev.arobase.resolve;

import java.util.Locale;

/** Which rule a step of a trace belongs to. */
public enum Stage {
  REQUEST,
  /** The configuration that the request brought. */
  CONFIG,
  RESTRICTION,
  PREFIX,
  ROUTE,
  CATALOG,
  SUFFIX,
  VERBATIM,
  DEFAULT,
  ORDER,
  HEALTH;

  /** As it stands in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
