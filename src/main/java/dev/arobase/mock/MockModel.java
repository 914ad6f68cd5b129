package dev.arobase.mock;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The models of the mock provider: each behaves as its name says. */
enum MockModel {
  /** Answers with the last user message. */
  ECHO,
  /** Answers with as many words as {@code max_tokens} allows. */
  LOREM,
  /** Calls the first tool it is given; once it has the tool's result, repeats that. */
  TOOLS,
  /** Like echo, but late and haltingly. */
  SLOW,
  /** Refuses with 429 and {@code Retry-After: 1}. */
  ERROR_429,
  /** Fails with 500. */
  ERROR_500,
  /** Breaks the connection after three tokens. */
  CUT,
  /** Falls silent after three tokens. */
  STALL;

  /** As clients write it: lower case, with a dash. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<MockModel> named(String id) {
    return Arrays.stream(values()).filter(model -> model.id().equals(id)).findFirst();
  }
}
