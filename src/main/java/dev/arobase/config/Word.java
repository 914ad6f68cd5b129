package dev.arobase.config;

/** A choice that has a spelling of its own in routes.yaml. */
public interface Word {
  /** As it stands in routes.yaml. */
  String word();
}
