package dev.arobase.resolve;

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

  private final class Peek implements Chance {
    @Override
    public long random() {
      return random.getAsLong();
    }

    @Override
    public long turn(String group) {
      AtomicLong turn = turns.get(group);
      return turn == null ? 0 : turn.get();
    }

    @Override
    public Chance peek() {
      return this;
    }
  }
}
