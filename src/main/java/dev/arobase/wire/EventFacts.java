package dev.arobase.wire;

import java.util.Optional;

/**
 * What one event of a stream is.
 *
 * @param kind what it is in the main
 * @param error present exactly when {@code kind} is {@link Kind#ERROR}
 */
public record EventFacts(Kind kind, Optional<UpstreamError> error) {

  /** What an event is in the main. */
  public enum Kind {
    /** Nothing of note: a role chunk, an empty delta, a ping, an unknown event. */
    OTHER,
    /** Carries content, or the end of a choice: from here on the answer has begun. */
    CONTENT,
    /** Carries usage and no choice: a chunk that only exists when usage is asked for. */
    USAGE_ONLY,
    /** The dialect's last event; nothing may follow. */
    DONE,
    /** The upstream says that it failed. */
    ERROR,
    /** Its data is not what the dialect's events are made of. */
    MALFORMED
  }

  public static final EventFacts OTHER = new EventFacts(Kind.OTHER, Optional.empty());
  public static final EventFacts CONTENT = new EventFacts(Kind.CONTENT, Optional.empty());
  public static final EventFacts USAGE_ONLY = new EventFacts(Kind.USAGE_ONLY, Optional.empty());
  public static final EventFacts DONE = new EventFacts(Kind.DONE, Optional.empty());
  public static final EventFacts MALFORMED = new EventFacts(Kind.MALFORMED, Optional.empty());

  public static EventFacts error(UpstreamError error) {
    return new EventFacts(Kind.ERROR, Optional.of(error));
  }
}
