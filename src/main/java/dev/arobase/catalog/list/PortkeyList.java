package dev.arobase.catalog.list;

/** Portkey: ids begin with the provider behind them; the slug is the model's own. */
final class PortkeyList implements ListParser {

  @Override
  public void read(Entry entry, PriceReader prices, RowDraft draft) {
    PlainFields.read(entry, draft);
    String id = draft.id();
    int slash = id.indexOf('/');
    String provider = id.startsWith("@") && slash > 1 ? id.substring(1, slash) : "";
    String model = provider.isEmpty() ? id : id.substring(slash + 1);
    draft.joinAs(provider, entry.text("slug").orElse(model));
  }
}
