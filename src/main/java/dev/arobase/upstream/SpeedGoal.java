package dev.arobase.upstream;

/** What fast means. */
public enum SpeedGoal {
  /** The first token soon, and the next ones not slowly. */
  ANSWER,
  /** The first token soonest. */
  LATENCY,
  /** Most tokens per second. */
  THROUGHPUT
}
