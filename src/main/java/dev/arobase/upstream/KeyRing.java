package dev.arobase.upstream;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The keys of one provider as configured, taken in turn. Made anew with each configuration; the
 * rests outlive it.
 */
public final class KeyRing {
  private final String provider;
  private final List<UpstreamKey> keys;
  private final KeyRests rests;
  private final AtomicInteger turn = new AtomicInteger();

  public KeyRing(String provider, List<UpstreamKey> keys, KeyRests rests) {
    this.provider = provider;
    this.keys = keys.stream().distinct().toList();
    this.rests = rests;
  }

  /**
   * The key for the next attempt: in turn among those that don't rest and weren't tried by this
   * request, else the one not tried whose rest ends first, else the one whose rest ends first.
   *
   * @return empty when the provider has no key
   */
  public Optional<UpstreamKey> pick(Set<UpstreamKey> tried) {
    if (keys.size() == 1) {
      return Optional.of(keys.getFirst());
    }
    int start = turn.getAndIncrement();
    Optional<UpstreamKey> best = Optional.empty();
    Duration bestRest = Duration.ZERO;
    boolean bestTried = true;
    for (int i = 0; i < keys.size(); i++) {
      UpstreamKey key = keys.get(Math.floorMod(start + i, keys.size()));
      Duration rest = rests.restLeft(provider, key);
      boolean wasTried = tried.contains(key);
      boolean better =
          best.isEmpty()
              || (bestTried && !wasTried)
              || (bestTried == wasTried && rest.compareTo(bestRest) < 0);
      if (better) {
        best = Optional.of(key);
        bestRest = rest;
        bestTried = wasTried;
      }
    }
    return best;
  }

  /** True when a key is left that this request hasn't tried and that doesn't rest. */
  public boolean hasOther(Set<UpstreamKey> tried) {
    for (UpstreamKey key : keys) {
      if (!tried.contains(key) && !rests.isResting(provider, key)) {
        return true;
      }
    }
    return false;
  }

  public List<UpstreamKey> keys() {
    return keys;
  }

  /** How many rest now, for those who watch. */
  public int resting() {
    return (int) keys.stream().filter(key -> rests.isResting(provider, key)).count();
  }
}
