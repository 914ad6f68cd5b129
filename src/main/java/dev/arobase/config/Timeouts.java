package dev.arobase.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long an attempt and a request may take. All but {@code total} hold per attempt; an empty one
 * is off.
 *
 * @param connect until the connection stands, TLS included
 * @param firstByte until the head of the answer
 * @param firstByteSet whether somebody set {@code firstByte}; where nobody did, it holds for
 *     streams only, since a plain answer's first byte comes with its last
 * @param firstToken until the first content token of a stream
 * @param idle between chunks after the first content token
 * @param total for the request, from its arrival
 */
public record Timeouts(
    Duration connect,
    Optional<Duration> firstByte,
    boolean firstByteSet,
    Optional<Duration> firstToken,
    Optional<Duration> idle,
    Optional<Duration> total) {

  public static final Timeouts BUILT_IN =
      new Timeouts(
          Duration.ofSeconds(3),
          Optional.of(Duration.ofMinutes(2)),
          false,
          Optional.of(Duration.ofMinutes(5)),
          Optional.of(Duration.ofMinutes(2)),
          Optional.of(Duration.ofMinutes(15)));

  /** These with what the overrides say in their place. */
  public Timeouts with(TimeoutOverrides overrides) {
    return new Timeouts(
        overrides.connect().flatMap(TimeLimit::duration).orElse(connect),
        overrides.firstByte().map(TimeLimit::duration).orElse(firstByte),
        firstByteSet || overrides.firstByte().isPresent(),
        overrides.firstToken().map(TimeLimit::duration).orElse(firstToken),
        overrides.idle().map(TimeLimit::duration).orElse(idle),
        overrides.total().map(TimeLimit::duration).orElse(total));
  }
}
