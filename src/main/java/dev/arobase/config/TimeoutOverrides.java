package dev.arobase.config;

import java.util.Optional;

/** What a provider or a route says about its timeouts; what it does not say stays as it was. */
public record TimeoutOverrides(
    Optional<TimeLimit> connect,
    Optional<TimeLimit> firstByte,
    Optional<TimeLimit> firstToken,
    Optional<TimeLimit> idle,
    Optional<TimeLimit> total) {

  public static final TimeoutOverrides NONE =
      new TimeoutOverrides(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
