package dev.arobase.wire;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A request body as the upstream gets it.
 *
 * @param edits what was changed, for {@code x-arobase-edits}: {@code model}, {@code -cut}, {@code
 *     =replaced}, {@code +inserted}, {@code from->to}; safe in a header
 */
public record EditedBody(Buffer body, List<String> edits) {
  public EditedBody {
    edits = List.copyOf(edits);
  }
}
