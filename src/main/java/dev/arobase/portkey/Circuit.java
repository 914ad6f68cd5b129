package dev.arobase.portkey;

/**
 * One target's outcomes. They are counted from the first failure on for one cooldown, then
 * forgotten; once they open the circuit it stays open for one cooldown and begins anew. Immutable.
 *
 * @param failed whether there was a failure
 * @param sinceNanos when it opened, or else of the first failure, or else of the first outcome
 */
record Circuit(long good, long bad, boolean failed, boolean open, long sinceNanos) {

  static Circuit closed(long nowNanos) {
    return new Circuit(0, 0, false, false, nowNanos);
  }

  boolean isOpen(CircuitRules rules, long nowNanos) {
    return open && !isOver(rules, nowNanos);
  }

  Circuit answered(CircuitRules rules, long nowNanos) {
    Circuit now = at(rules, nowNanos);
    return now.open ? now : new Circuit(now.good + 1, now.bad, now.failed, false, now.sinceNanos);
  }

  Circuit failed(CircuitRules rules, long nowNanos) {
    Circuit now = at(rules, nowNanos);
    if (now.open) {
      return now;
    }
    boolean opens = rules.open(now.bad + 1, now.good + now.bad + 1);
    return new Circuit(
        now.good, now.bad + 1, true, opens, opens || !now.failed ? nowNanos : now.sinceNanos);
  }

  private Circuit at(CircuitRules rules, long nowNanos) {
    return isOver(rules, nowNanos) ? closed(nowNanos) : this;
  }

  private boolean isOver(CircuitRules rules, long nowNanos) {
    return nowNanos - sinceNanos >= rules.cooldown().toNanos();
  }
}
