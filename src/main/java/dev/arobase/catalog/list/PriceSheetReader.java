package dev.arobase.catalog.list;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.catalog.PriceSource;
import dev.arobase.catalog.Pricing;
import dev.arobase.config.PriceSheetFormat;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a price sheet: one object whose fields are models (LiteLLM) or providers with their models
 * (models.dev). A row's id is {@code provider/model}; rows without a price are left out.
 */
public final class PriceSheetReader implements PageReader {

  private static final int MAX_ROWS = 100_000;

  /** Tokens of JSON in one field; models.dev has all models of a provider in one. */
  private static final int MAX_FIELD_TOKENS = 500_000;

  private static final PriceReader PER_TOKEN = new PriceReader(BigDecimal.ONE, false);
  private static final PriceReader PER_MILLION = new PriceReader(new BigDecimal("0.000001"), false);

  private final PriceSheetFormat format;

  public PriceSheetReader(PriceSheetFormat format) {
    this.format = format;
  }

  @Override
  public ParsedPage read(InputStream body) {
    return ListDocument.read(body, this::read);
  }

  private ParsedPage read(BudgetParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return ParsedPage.refused(Refusal.Reason.WRONG_TYPE, "expected an object of models");
    }
    List<ListRow> rows = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int fields = 0;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      JsonNode value = json.tree(MAX_FIELD_TOKENS);
      fields++;
      List<ListRow> found =
          switch (format) {
            case LITELLM -> liteLlm(name, new Entry(value)).stream().toList();
            case MODELS_DEV -> modelsDev(name, value.path("models"));
          };
      for (ListRow row : found) {
        if (ids.add(row.id())) {
          rows.add(row);
        }
      }
      if (rows.size() > MAX_ROWS) {
        return ParsedPage.refused(Refusal.Reason.TOO_LARGE, "more than " + MAX_ROWS + " prices");
      }
    }
    if (json.nextToken() != null) {
      return ParsedPage.refused(Refusal.Reason.INVALID_JSON, "more text after the sheet's end");
    }
    return new ParsedPage.Read(new ListPage(rows, fields, Optional.empty()));
  }

  /** {@code "groq/llama-3.1-8b-instant": {litellm_provider, input_cost_per_token, …}}. */
  private static Optional<ListRow> liteLlm(String name, Entry entry) {
    Optional<String> provider = entry.text("litellm_provider");
    if (provider.isEmpty() || name.equals("sample_spec")) {
      return Optional.empty();
    }
    String prefix = provider.get() + "/";
    String id = name.startsWith(prefix) ? name : prefix + name;
    return row(
        id,
        new PricesDraft(PER_TOKEN, id)
            .read(PricesDraft.PROMPT, entry.at("input_cost_per_token"))
            .read(PricesDraft.COMPLETION, entry.at("output_cost_per_token"))
            .read(PricesDraft.CACHE_READ, entry.at("cache_read_input_token_cost"))
            .read(PricesDraft.CACHE_WRITE, entry.at("cache_creation_input_token_cost"))
            .pricing());
  }

  /** {@code "groq": {models: {"llama-3.1-8b-instant": {cost: {input, output, …}}}}}. */
  private static List<ListRow> modelsDev(String provider, JsonNode models) {
    List<ListRow> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> model : models.properties()) {
      Entry cost = new Entry(model.getValue()).in("cost");
      String id = provider + "/" + model.getKey();
      row(
              id,
              new PricesDraft(PER_MILLION, id)
                  .read(PricesDraft.PROMPT, cost.at("input"))
                  .read(PricesDraft.COMPLETION, cost.at("output"))
                  .read(PricesDraft.CACHE_READ, cost.at("cache_read"))
                  .read(PricesDraft.CACHE_WRITE, cost.at("cache_write"))
                  .pricing())
          .ifPresent(rows::add);
    }
    return rows;
  }

  private static Optional<ListRow> row(String id, Pricing pricing) {
    if (pricing.isUnknown()) {
      return Optional.empty();
    }
    Pricing sheet =
        new Pricing(
            pricing.prompt(),
            pricing.completion(),
            pricing.more(),
            pricing.tiers(),
            PriceSource.SHEET,
            false);
    return Optional.of(new RowDraft(id).pricing(sheet).row());
  }
}
