package dev.arobase.catalog.list;

import dev.arobase.catalog.ModelType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Google, both the OpenAI-compatible list and its own: limits, the methods a model answers to,
 * pages. Ids begin with {@code models/} and are accepted without it.
 */
final class GeminiList implements ListParser {

  private static final String PREFIX = "models/";

  @Override
  public Set<String> arrays() {
    return Set.of("data", "models");
  }

  /** The compatible list's; its own list has no id but a name. */
  @Override
  public Optional<String> id(Entry entry) {
    return entry.text("id").or(() -> entry.text("name"));
  }

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    if (!entry.has("id")) {
      draft.name(entry.text("displayName")).ownedBy(Optional.of("google"));
    }
    draft
        .contextLength(entry.tokens("inputTokenLimit"))
        .maxOutput(entry.tokens("outputTokenLimit"));
    Set<String> methods = entry.texts("supportedGenerationMethods");
    if (methods.contains("generateContent")) {
      draft.type(ModelType.CHAT);
    } else if (methods.contains("embedContent")) {
      draft.type(ModelType.EMBEDDING);
    }
    if (draft.id().startsWith(PREFIX)) {
      draft.alias(draft.id().substring(PREFIX.length()));
    }
  }

  @Override
  public Optional<NextPage> next(Map<String, String> top) {
    return Optional.ofNullable(top.get("nextPageToken"))
        .filter(token -> !token.isEmpty())
        .map(token -> new NextPage.Cursor("pageToken", token));
  }
}
