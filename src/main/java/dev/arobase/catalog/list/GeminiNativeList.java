package dev.arobase.catalog.list;

import dev.arobase.catalog.ModelType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Google's own list: limits, the methods a model answers to, pages. */
final class GeminiNativeList implements ListParser {

  @Override
  public Set<String> arrays() {
    return Set.of("models");
  }

  @Override
  public Optional<String> id(Entry entry) {
    return entry.text("name");
  }

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    draft
        .name(entry.text("displayName"))
        .ownedBy(Optional.of("google"))
        .contextLength(entry.tokens("inputTokenLimit"))
        .maxOutput(entry.tokens("outputTokenLimit"));
    Set<String> methods = entry.texts("supportedGenerationMethods");
    if (methods.contains("generateContent")) {
      draft.type(ModelType.CHAT);
    } else if (methods.contains("embedContent")) {
      draft.type(ModelType.EMBEDDING);
    }
    GeminiNames.read(draft);
  }

  @Override
  public Optional<NextPage> next(Map<String, String> top) {
    return Optional.ofNullable(top.get("nextPageToken"))
        .filter(token -> !token.isEmpty())
        .map(token -> new NextPage.Cursor("pageToken", token));
  }
}
