package dev.arobase.catalog.list;

import dev.arobase.catalog.ModelType;
import java.util.Map;
import java.util.Optional;

/** Anthropic: pages, dated ids. */
final class AnthropicList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    draft
        .name(entry.text("display_name"))
        .ownedBy(Optional.of("anthropic"))
        .created(entry.seconds("created_at"))
        .type(ModelType.CHAT)
        .contextLength(entry.tokens("max_input_tokens"))
        .maxOutput(entry.tokens("max_tokens"));
  }

  @Override
  public Optional<NextPage> next(Map<String, String> top) {
    return Optional.ofNullable(top.get("last_id"))
        .filter(last -> "true".equals(top.get("has_more")) && !last.isEmpty())
        .map(last -> new NextPage.Cursor("after_id", last));
  }
}
