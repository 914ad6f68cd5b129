package dev.arobase.resolve;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Turns kept per group of the configuration; one of them serves all event loops. */
public final class Turns implements Chance {

  private final ConcurrentMap<String, AtomicLong> turns = new ConcurrentHashMap<>();
  private final LongSupplier random;

  /**
   * @param random safe to call from any thread, such as {@code () ->
   *     ThreadLocalRandom.current().nextLong()}
   */
  public Turns(LongSupplier random) {
    this.random = random;
  }

  @Override
  public long random() {
    return random.getAsLong();
  }

  @Override
  public long turn(String group) {
    return turns.computeIfAbsent(group, name -> new AtomicLong()).getAndIncrement();
  }

  @Override
  public Chance peek() {
    return new Peek();
  }

  /**
   * One explanation's; it goes on counting for itself, as the request that it tells about would.
   */
  private final class Peek implements Chance {
    private final Map<String, Long> taken = new HashMap<>();

    @Override
    public long random() {
      return random.getAsLong();
    }

    @Override
    public long turn(String group) {
      AtomicLong turn = turns.get(group);
      return (turn == null ? 0 : turn.get()) + taken.merge(group, 1L, Long::sum) - 1;
    }

    @Override
    public Chance peek() {
      return this;
    }
  }
}
