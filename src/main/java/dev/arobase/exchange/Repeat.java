package dev.arobase.exchange;

/**
 * Where another attempt may help. It says nothing about whether the kind of request may be repeated
 * at all.
 */
public enum Repeat {
  /** Every target would say the same, or nobody waits for the answer any more. */
  NEVER,
  /** Another key, another target, or the same one later. */
  ANYWHERE,
  /**
   * As {@link #ANYWHERE}; besides, the pooled connection was stale, so that the same target is
   * likely to answer at once on a fresh one.
   */
  ON_REUSED_CONNECTION
}
