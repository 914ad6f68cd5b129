package dev.arobase.catalog.sync;

import dev.arobase.catalog.Price;
import dev.arobase.catalog.Pricing;
import java.util.List;
import java.util.function.Function;

/** A diff for people: a line per change, prices in USD per million tokens. */
public final class SyncDiffText {

  /** Beyond this many lines of a kind, only how many more there are. */
  private static final int MAX_LINES = 50;

  private SyncDiffText() {}

  /** Lines with their ends; one line if nothing changed. */
  public static String of(SyncDiff diff) {
    if (diff.isEmpty()) {
      return "nothing changed\n";
    }
    StringBuilder text = new StringBuilder();
    section(text, "added", "+ ", diff.added(), name -> name);
    section(text, "gone", "- ", diff.gone(), name -> name);
    section(text, "dearer", "> ", diff.dearer(), SyncDiffText::change);
    section(text, "cheaper", "< ", diff.cheaper(), SyncDiffText::change);
    section(
        text, "price known, unknown or dynamic now", "~ ", diff.repriced(), SyncDiffText::change);
    section(
        text,
        "price in quarantine until a second sync confirms it",
        "? ",
        diff.quarantined(),
        name -> name);
    section(text, "price confirmed", "! ", diff.confirmed(), name -> name);
    return text.toString();
  }

  private static <T> void section(
      StringBuilder text, String title, String mark, List<T> items, Function<T, String> line) {
    if (items.isEmpty()) {
      return;
    }
    text.append(title).append(" (").append(items.size()).append(")\n");
    items.stream()
        .limit(MAX_LINES)
        .forEach(item -> text.append("  ").append(mark).append(line.apply(item)).append('\n'));
    if (items.size() > MAX_LINES) {
      text.append("    and ").append(items.size() - MAX_LINES).append(" more\n");
    }
  }

  private static String change(SyncDiff.PriceChange change) {
    return change.offering()
        + "  "
        + prices(change.before())
        + " -> "
        + prices(change.after())
        + " USD per 1M";
  }

  private static String prices(Pricing pricing) {
    return price(pricing.prompt()) + "/" + price(pricing.completion());
  }

  private static String price(Price price) {
    return switch (price) {
      case Price.Known known ->
          known.usd().multiply(Price.MILLION).stripTrailingZeros().toPlainString();
      case Price.Dynamic dynamic -> "dynamic";
      case Price.Unknown unknown -> "unknown";
    };
  }
}
