package dev.arobase.catalog.join;

import dev.arobase.catalog.PriceSource;
import dev.arobase.catalog.Pricing;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which prices of one provider are not believed yet. A single one waits for a second sync. A
 * provider most of whose prices lure (0, or a small part of the canonical ones) is not believed
 * however often it says so: it would draw everybody's traffic and prompts. Its offerings stay
 * reachable by name; routes.yaml can set their prices.
 */
final class Quarantine {

  /** Fewer luring prices than this are no pattern. */
  private static final int PATTERN = 3;

  private final Function<String, Optional<Pricing>> canonicalPrice;
  private final boolean luresByPattern;

  Quarantine(List<Joined> rows, Function<String, Optional<Pricing>> canonicalPrice) {
    this.canonicalPrice = canonicalPrice;
    int comparable = 0;
    int luring = 0;
    for (Joined row : rows) {
      Optional<Pricing> canonical = yardstick(row);
      if (canonical.isPresent()) {
        comparable++;
        luring += PriceJump.lures(row.row().pricing(), canonical.get()) ? 1 : 0;
      }
    }
    luresByPattern = luring >= PATTERN && luring * 2 > comparable;
  }

  boolean holds(Joined row) {
    if (row.row().pricing().source() == PriceSource.CONFIGURED) {
      return false;
    }
    PriceMemory memory = row.held().memory();
    boolean lures =
        yardstick(row).filter(price -> PriceJump.lures(row.row().pricing(), price)).isPresent();
    return memory.jumped() || (lures && (memory.isNew() || luresByPattern));
  }

  /** The canonical price, where both it and the row's own are known. */
  private Optional<Pricing> yardstick(Joined row) {
    Pricing own = row.row().pricing();
    return own.isUnknown() || own.source() == PriceSource.CONFIGURED
        ? Optional.empty()
        : row.canonicalId().flatMap(canonicalPrice).filter(price -> !price.isUnknown());
  }
}
