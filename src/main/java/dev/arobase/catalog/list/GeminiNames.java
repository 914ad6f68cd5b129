package dev.arobase.catalog.list;

/** Google's ids, which begin with {@code models/} in lists and need not in requests. */
final class GeminiNames {

  private static final String PREFIX = "models/";

  private GeminiNames() {}

  static void read(RowDraft draft) {
    if (draft.id().startsWith(PREFIX)) {
      draft.alias(draft.id().substring(PREFIX.length()));
    }
  }
}
