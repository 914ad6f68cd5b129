package dev.arobase.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/** Goes through the parts of a request that the model reads: how much text, which features. */
final class TextReader {

  private static final Set<String> TEXT =
      Set.of(
          "messages",
          "prompt",
          "input",
          "system",
          "instructions",
          "tools",
          "functions",
          "documents",
          "query",
          "texts");

  /** Members inside those whose strings are encoded data or addresses and no text. */
  private static final Set<String> DATA =
      Set.of("url", "image_url", "data", "file_data", "b64_json", "image");

  private static final Set<String> IMAGE_TYPES = Set.of("image_url", "input_image", "image");

  /** In bytes with its quotes; longer strings are no type of an image. */
  private static final int MAX_IMAGE_TYPE = 16;

  private final JsonParser json;
  private final byte[] body;
  private final int length;
  private final Set<Feature> features;
  private long bytes;

  /**
   * @param features gets what is found
   */
  TextReader(JsonParser json, byte[] body, int length, Set<Feature> features) {
    this.json = json;
    this.body = body;
    this.length = length;
    this.features = features;
  }

  /** Whether a top-level member of that name holds text for the model. */
  static boolean isText(String name) {
    return TEXT.contains(name);
  }

  /** UTF-8 bytes of text seen so far. */
  long bytes() {
    return bytes;
  }

  /** Reads a member from its value's first token, which is the current one, to its last. */
  void read(String name, JsonToken value) throws IOException {
    if (!value.isStructStart()) {
      count(name, value);
      return;
    }
    long before = bytes;
    readNested();
    boolean tools = name.equals("tools") || name.equals("functions");
    // An empty list wants no tools, and a tool has at least a name.
    if (tools && bytes > before) {
      features.add(Feature.TOOLS);
    }
  }

  // Without recursion: depth is counted, and the parser bounds it.
  private void readNested() throws IOException {
    int depth = 1;
    String name = "";
    while (depth > 0) {
      JsonToken token = json.nextToken();
      switch (token) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case FIELD_NAME -> {
          name = json.currentName();
          if (name.equals("image_url")) {
            features.add(Feature.VISION);
          }
        }
        case VALUE_STRING -> count(name, token);
        default -> {}
      }
    }
  }

  private void count(String name, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      return;
    }
    int start = StrictJson.tokenStart(json);
    int end = StringSpan.end(body, start, length);
    if (name.equals("type")) {
      if (end - start <= MAX_IMAGE_TYPE && IMAGE_TYPES.contains(json.getText())) {
        features.add(Feature.VISION);
      }
    } else if (!DATA.contains(name)) {
      bytes += StringSpan.decodedLength(body, start, end);
    }
  }
}
