package dev.arobase.exchange;

import java.util.OptionalInt;

/**
 * One try at one target, as an error's metadata and the request log show it.
 *
 * @param model the upstream's spelling
 * @param status the HTTP status the upstream gave; empty when none came
 * @param reason one word from a bounded set: {@code ok} or a {@link Failure#reason}
 * @param ms milliseconds from the start of the attempt to its outcome
 */
public record Attempt(String provider, String model, OptionalInt status, String reason, long ms) {

  /** The {@code reason} of an attempt that succeeded. */
  public static final String OK = "ok";

  public static Attempt succeeded(String provider, String model, int status, long ms) {
    return new Attempt(provider, model, OptionalInt.of(status), OK, ms);
  }

  public static Attempt failed(String provider, String model, Failure failure, long ms) {
    return new Attempt(provider, model, failure.status(), failure.reason(), ms);
  }
}
