package dev.arobase.catalog.join;

import dev.arobase.catalog.list.ListRow;

/** A row as last seen, with what earlier syncs saw of its price. */
public record HeldRow(ListRow row, PriceMemory memory) {

  public static HeldRow first(ListRow row) {
    return new HeldRow(row, PriceMemory.first(row.pricing()));
  }

  /** The same model in a later sync. */
  public HeldRow then(ListRow later) {
    return new HeldRow(later, memory.then(later.pricing()));
  }
}
