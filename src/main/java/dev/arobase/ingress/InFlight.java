package dev.arobase.ingress;

import java.util.concurrent.atomic.AtomicInteger;

/** How many requests are being worked on, over all event loops. */
public final class InFlight {
  private final AtomicInteger requests = new AtomicInteger();

  /** False when there are as many as may be; nothing is to be given back then. */
  boolean tryEnter(int most) {
    if (requests.incrementAndGet() <= most) {
      return true;
    }
    requests.decrementAndGet();
    return false;
  }

  void leave() {
    requests.decrementAndGet();
  }

  public int count() {
    return requests.get();
  }
}
