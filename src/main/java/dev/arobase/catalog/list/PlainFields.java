package dev.arobase.catalog.list;

import dev.arobase.catalog.ModelType;
import dev.arobase.catalog.Pricing;
import java.util.Optional;

/** What most lists have in common, as OpenAI named it. */
final class PlainFields {

  private PlainFields() {}

  /** Name, owner and the time of creation. */
  static void read(Entry entry, RowDraft draft) {
    draft
        .name(entry.text("name").or(() -> entry.text("display_name")))
        .ownedBy(entry.text("owned_by"))
        .created(entry.seconds("created"))
        .type(entry.text("type").map(StatedType::of).orElse(ModelType.UNKNOWN));
  }

  /** {@code pricing} with either pair of customary names, in the entry's declared unit. */
  static Pricing pricing(Entry entry, PriceReader reader, String modelId) {
    PricesDraft prices = new PricesDraft(reader, modelId);
    read(entry, prices, PricesDraft.PROMPT, "pricing.prompt", "pricing.input");
    read(entry, prices, PricesDraft.COMPLETION, "pricing.completion", "pricing.output");
    read(entry, prices, PricesDraft.CACHE_READ, "pricing.input_cache_read", "pricing.cached_input");
    read(entry, prices, PricesDraft.CACHE_WRITE, "pricing.input_cache_write");
    return prices.pricing();
  }

  private static void read(Entry entry, PricesDraft prices, String key, String... paths) {
    for (String path : paths) {
      if (entry.has(path)) {
        prices.read(key, entry.at(path));
        return;
      }
    }
  }

  /** {@code tools}, where a list says so with a flag of its own. */
  static void tools(Entry entry, RowDraft draft, String... flags) {
    for (String flag : flags) {
      if (entry.isTrue(flag)) {
        draft.supports("tools").supports("tool_choice");
        return;
      }
    }
  }

  static Optional<String> afterSlash(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of(text.substring(slash + 1));
  }
}
