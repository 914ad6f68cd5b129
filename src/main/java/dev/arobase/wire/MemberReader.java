package dev.arobase.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.arobase.wire.ScanResult.BadField;
import dev.arobase.wire.ScanResult.Scanned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the members of one request's top-level object. The first wrong member is remembered
 * and the reading goes on, since a body that is not JSON is that before anything else.
 */
final class MemberReader {

  private static final String GATEWAY_PREFIX = "portkey_";

  private final JsonParser json;
  private final byte[] body;
  private final int length;

  private final List<Member> members = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<Feature> features = EnumSet.noneOf(Feature.class);
  private final TextReader text;
  private @Nullable BadField wrong;

  private Optional<StringField> model = Optional.empty();
  private boolean stream;
  private Optional<String> portkeyProvider = Optional.empty();
  private ProviderField provider = ProviderField.NONE;
  private List<String> models = List.of();
  private Optional<String> promptCacheKey = Optional.empty();
  private Optional<String> metadataUserId = Optional.empty();
  private Optional<String> user = Optional.empty();
  private boolean includeUsage;
  private Optional<ByteRange> includeUsageValue = Optional.empty();
  private Optional<ByteRange> streamOptions = Optional.empty();
  private boolean background;
  private boolean store;
  private final OptionalLong[] tokenLimits = {
    OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()
  };

  MemberReader(JsonParser json, byte[] body, int length) {
    this.json = json;
    this.body = body;
    this.length = length;
    this.text = new TextReader(json, body, length, features);
  }

  /** From the opening brace, which is the current token, to the closing one. */
  ScanResult readObject() throws IOException {
    int start = StrictJson.tokenStart(json);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      int nameStart = StrictJson.tokenStart(json);
      JsonToken value = json.nextToken();
      int valueStart = StrictJson.tokenStart(json);
      readMember(name, value, valueStart);
      members.add(new Member(name, nameStart, new ByteRange(valueStart, valueEnd(valueStart))));
    }
    ByteRange object = new ByteRange(start, StrictJson.tokenEnd(json));
    return wrong != null ? wrong : new Scanned(scan(object));
  }

  private RequestScan scan(ByteRange object) {
    OptionalLong maxTokens = OptionalLong.empty();
    for (OptionalLong limit : tokenLimits) {
      maxTokens = maxTokens.isPresent() ? maxTokens : limit;
    }
    return new RequestScan(
        model,
        stream,
        portkeyProvider,
        provider,
        models,
        new ConversationKeys(promptCacheKey, metadataUserId, user),
        features,
        includeUsage,
        includeUsageValue,
        streamOptions,
        background,
        store,
        maxTokens,
        text.bytes(),
        members,
        object);
  }

  private void readMember(String name, JsonToken value, int start) throws IOException {
    switch (name) {
      case "model" -> readModel(value, start);
      case "stream" -> stream = readStream(value);
      case "provider" -> readProvider(value, start);
      case "portkey_provider" -> readPortkeyProvider(value);
      case "models" -> readModels(value);
      case "prompt_cache_key" -> promptCacheKey = readKey(name, value);
      case "user" -> user = readKey(name, value);
      case "metadata" -> readMetadata(value);
      case "stream_options" -> readStreamOptions(value, start);
      case "background" -> background = once(name) && value == JsonToken.VALUE_TRUE;
      case "store" -> store = once(name) && value == JsonToken.VALUE_TRUE;
      case "max_tokens" -> tokenLimits[0] = readLimit(name, value);
      case "max_completion_tokens" -> tokenLimits[1] = readLimit(name, value);
      case "max_output_tokens" -> tokenLimits[2] = readLimit(name, value);
      case "response_format" -> readFormat(value);
      case "text" -> readResponsesText(value);
      default -> readOther(name, value);
    }
  }

  private void readOther(String name, JsonToken value) throws IOException {
    if (name.startsWith(GATEWAY_PREFIX)) {
      once(name);
    }
    if (TextReader.isText(name)) {
      text.read(name, value);
    } else {
      json.skipChildren();
    }
  }

  private void readModel(JsonToken value, int start) throws IOException {
    if (!once("model")) {
      json.skipChildren();
    } else if (value == JsonToken.VALUE_STRING) {
      ByteRange range = new ByteRange(start, StringSpan.end(body, start, length));
      model = Optional.of(new StringField(json.getText(), range));
    } else if (value == JsonToken.VALUE_NULL) {
      // A client whose user chose none: as good as an empty name.
      model = Optional.of(new StringField("", new ByteRange(start, start + "null".length())));
    } else {
      json.skipChildren();
      wrong("model", "must be a string");
    }
  }

  private boolean readStream(JsonToken value) throws IOException {
    once("stream");
    json.skipChildren();
    if (value != JsonToken.VALUE_TRUE
        && value != JsonToken.VALUE_FALSE
        && value != JsonToken.VALUE_NULL) {
      wrong("stream", "must be true or false");
    }
    return value == JsonToken.VALUE_TRUE;
  }

  private void readPortkeyProvider(JsonToken value) throws IOException {
    once("portkey_provider");
    if (value == JsonToken.VALUE_STRING) {
      portkeyProvider = Optional.of(json.getText().strip()).filter(name -> !name.isEmpty());
    } else {
      json.skipChildren();
      if (value != JsonToken.VALUE_NULL) {
        wrong("portkey_provider", "must be a string");
      }
    }
  }

  private void readProvider(JsonToken value, int start) throws IOException {
    once("provider");
    switch (value) {
      case VALUE_NULL -> provider = ProviderField.NONE;
      case VALUE_STRING -> provider = oneName(json.getText().strip());
      case START_ARRAY -> {
        List<String> names = readStrings("provider");
        provider = names.isEmpty() ? ProviderField.NONE : new ProviderField.Names(names);
      }
      case START_OBJECT -> {
        json.skipChildren();
        int end = StrictJson.tokenEnd(json);
        provider = new ProviderField.OpenRouterObject(new ByteRange(start, end));
      }
      default -> wrong("provider", "must be a string, a list of strings or an object");
    }
  }

  private static ProviderField oneName(String name) {
    if (name.isEmpty()) {
      return ProviderField.NONE;
    }
    return name.equalsIgnoreCase("portkey")
        ? ProviderField.PORTKEY
        : new ProviderField.Names(List.of(name));
  }

  private void readModels(JsonToken value) throws IOException {
    once("models");
    if (value == JsonToken.START_ARRAY) {
      models = readStrings("models");
    } else {
      json.skipChildren();
      if (value != JsonToken.VALUE_NULL) {
        wrong("models", "must be a list of strings");
      }
    }
  }

  private List<String> readStrings(String name) throws IOException {
    List<String> strings = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        strings.add(json.getText());
      } else {
        json.skipChildren();
        wrong(name, "must be a list of strings");
      }
    }
    return strings;
  }

  private Optional<String> readKey(String name, JsonToken value) throws IOException {
    once(name);
    return keyText(value);
  }

  private Optional<String> keyText(JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      json.skipChildren();
      return Optional.empty();
    }
    return Optional.of(json.getText())
        .filter(text -> !text.isEmpty() && text.length() <= ConversationKeys.MAX_CHARS);
  }

  private void readMetadata(JsonToken value) throws IOException {
    once("metadata");
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean userId = json.currentName().equals("user_id");
      JsonToken member = json.nextToken();
      if (userId) {
        metadataUserId = keyText(member);
      } else {
        json.skipChildren();
      }
    }
  }

  private void readStreamOptions(JsonToken value, int start) throws IOException {
    once("stream_options");
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equals("include_usage");
      JsonToken member = json.nextToken();
      int memberStart = StrictJson.tokenStart(json);
      json.skipChildren();
      if (wanted) {
        if (includeUsageValue.isPresent()) {
          wrong("stream_options.include_usage", "stands twice");
        }
        includeUsage = member == JsonToken.VALUE_TRUE;
        includeUsageValue = Optional.of(new ByteRange(memberStart, valueEnd(memberStart)));
      }
    }
    streamOptions = Optional.of(new ByteRange(start, StrictJson.tokenEnd(json)));
  }

  private OptionalLong readLimit(String name, JsonToken value) throws IOException {
    once(name);
    json.skipChildren();
    if (value != JsonToken.VALUE_NUMBER_INT
        || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(json.getLongValue());
  }

  private void readFormat(JsonToken value) throws IOException {
    boolean plain = value != JsonToken.START_OBJECT;
    if (value == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean type = json.currentName().equals("type");
        JsonToken member = json.nextToken();
        if (type && member == JsonToken.VALUE_STRING) {
          plain = json.getText().equals("text");
        } else {
          json.skipChildren();
        }
      }
    } else {
      json.skipChildren();
    }
    if (!plain) {
      features.add(Feature.RESPONSE_FORMAT);
    }
  }

  // Responses has its format in text.format.
  private void readResponsesText(JsonToken value) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean format = json.currentName().equals("format");
      JsonToken member = json.nextToken();
      if (format) {
        readFormat(member);
      } else {
        json.skipChildren();
      }
    }
  }

  private boolean once(String name) {
    if (seen.add(name)) {
      return true;
    }
    wrong(name, "stands twice");
    return false;
  }

  private void wrong(String name, String rule) {
    if (wrong == null) {
      wrong = new BadField(name, "`" + name + "` " + rule);
    }
  }

  private int valueEnd(int start) {
    return body[start] == '"' ? StringSpan.end(body, start, length) : StrictJson.tokenEnd(json);
  }
}
