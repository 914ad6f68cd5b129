package dev.arobase.catalog.list;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Tokens, of which a stretch can be made a tree if it is not too large. */
final class BudgetParser extends JsonParserDelegate {

  private static final ObjectReader TREES =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(JsonNode.class);

  private long left = Long.MAX_VALUE;

  BudgetParser(JsonParser json) {
    super(json);
  }

  /**
   * The value that begins at the current token, as a tree.
   *
   * @param most tokens in it; more end the document with an error
   */
  JsonNode tree(long most) throws IOException {
    left = most;
    JsonNode tree = TREES.readValue(this);
    left = Long.MAX_VALUE;
    return tree;
  }

  @Override
  public JsonToken nextToken() throws IOException {
    if (--left < 0) {
      throw new JsonParseException(this, "an entry too large");
    }
    return super.nextToken();
  }
}
