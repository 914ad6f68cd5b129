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

  /** These, and those of {@code inner} where these say nothing. */
  public TimeoutOverrides over(TimeoutOverrides inner) {
    return new TimeoutOverrides(
        connect.or(inner::connect),
        firstByte.or(inner::firstByte),
        firstToken.or(inner::firstToken),
        idle.or(inner::idle),
        total.or(inner::total));
  }
}
