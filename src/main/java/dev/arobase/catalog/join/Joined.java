package dev.arobase.catalog.join;

import dev.arobase.catalog.list.ListRow;
import java.util.Optional;

/**
 * A row and the model it belongs to.
 *
 * @param canonicalId empty: nothing but its own id
 */
record Joined(HeldRow held, Optional<String> canonicalId) {
  ListRow row() {
    return held.row();
  }
}
