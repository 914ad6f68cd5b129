package dev.arobase.upstream;

import java.time.Duration;

/** What follows a failed attempt. */
public sealed interface Next {

  /** The same target and key at once, on a fresh connection. Spends the retry budget. */
  record SameTargetNow(String reason) implements Next {}

  /** The same target after a pause, with whatever key is best then. Spends the retry budget. */
  record SameTargetAfter(Duration delay) implements Next {}

  /** The same target with a key that isn't resting, at once. */
  record OtherKey() implements Next {}

  /** The next target, at once. */
  record NextCandidate() implements Next {}

  /**
   * The failures so far are the answer.
   *
   * @param reason for the log
   */
  record GiveUp(String reason) implements Next {}
}
