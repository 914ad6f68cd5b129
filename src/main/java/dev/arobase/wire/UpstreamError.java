package dev.arobase.wire;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An upstream's error in one shape, whatever shape it came in. Nothing in it is masked yet: see
 * {@link Masking}.
 *
 * @param message never empty
 * @param code as text, numbers too
 * @param type the upstream's own
 * @param param the request field at fault
 * @param status an HTTP status that the body itself names (400 to 599)
 * @param moderated whether the body carries a moderation's reasons
 */
public record UpstreamError(
    String message,
    Optional<String> code,
    Optional<String> type,
    Optional<String> param,
    OptionalInt status,
    boolean moderated) {

  /** A message and nothing else. */
  public static UpstreamError of(String message) {
    return new UpstreamError(
        message, Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), false);
  }
}
