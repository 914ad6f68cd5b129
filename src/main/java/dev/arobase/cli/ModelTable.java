package dev.arobase.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arobase.catalog.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The catalog on a terminal or as JSON. Prices are in USD per million tokens. */
final class ModelTable {
  private static final String HEADING = "MODEL";
  private static final int NUMBER_WIDTH = 10;
  private static final String UNKNOWN = "-";

  private ModelTable() {}

  static String text(List<ModelRow> rows) {
    if (rows.isEmpty()) {
      return "no models\n";
    }
    int width =
        Math.max(HEADING.length(), rows.stream().mapToInt(ModelTable::idWidth).max().orElse(0));
    StringBuilder table = new StringBuilder();
    line(table, width, List.of(HEADING, "CONTEXT", "IN $/1M", "OUT $/1M", "PROVIDERS"));
    for (ModelRow row : rows) {
      line(
          table,
          width,
          List.of(
              row.id(),
              context(row.context()),
              perMillion(row.prompt()),
              perMillion(row.completion()),
              String.join(", ", row.providers())));
    }
    return table.toString();
  }

  /** The id to the left, numbers to the right of their columns, the rest as it comes. */
  private static void line(StringBuilder table, int idWidth, List<String> cells) {
    String id = cells.getFirst();
    table.append(id);
    table.repeat(' ', Math.max(0, idWidth - id.codePointCount(0, id.length())));
    for (String number : cells.subList(1, 4)) {
      table.append(' ');
      table.repeat(' ', Math.max(0, NUMBER_WIDTH - number.length()));
      table.append(number);
    }
    table.append("  ").append(cells.getLast()).append('\n');
  }

  private static int idWidth(ModelRow row) {
    return row.id().codePointCount(0, row.id().length());
  }

  /**
   * An array of {@code {id, context_length, pricing, usd_per_million, providers}}: the same prices
   * per token and per million; an unknown one is null, one that varies is "-1".
   */
  static String json(List<ModelRow> rows) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (ModelRow row : rows) {
      ObjectNode model = array.addObject().put("id", row.id());
      model.putNull("context_length");
      row.context().ifPresent(tokens -> model.put("context_length", tokens));
      ObjectNode pricing = model.putObject("pricing");
      ObjectNode perMillion = model.putObject("usd_per_million");
      put(pricing, perMillion, "prompt", row.prompt());
      put(pricing, perMillion, "completion", row.completion());
      ArrayNode providers = model.putArray("providers");
      row.providers().forEach(providers::add);
    }
    return array.toPrettyString() + "\n";
  }

  private static void put(ObjectNode perToken, ObjectNode perMillion, String key, Price price) {
    switch (price) {
      case Price.Known known -> {
        perToken.put(key, known.plain());
        perMillion.put(key, amount(known));
      }
      case Price.Unknown unknown -> {
        perToken.putNull(key);
        perMillion.putNull(key);
      }
      case Price.Dynamic dynamic -> {
        perToken.put(key, "-1");
        perMillion.put(key, "-1");
      }
    }
  }

  private static String context(OptionalLong tokens) {
    return tokens.isPresent() ? String.format(Locale.ROOT, "%,d", tokens.getAsLong()) : UNKNOWN;
  }

  private static String perMillion(Price price) {
    return switch (price) {
      case Price.Known known -> amount(known);
      case Price.Unknown unknown -> UNKNOWN;
      case Price.Dynamic dynamic -> "varies";
    };
  }

  /** With cents at least: {@code 0.03}, {@code 2.50}, {@code 0.0375}. */
  private static String amount(Price.Known known) {
    BigDecimal amount = known.usd().multiply(Price.MILLION).stripTrailingZeros();
    return (amount.scale() < 2 ? amount.setScale(2) : amount).toPlainString();
  }
}
